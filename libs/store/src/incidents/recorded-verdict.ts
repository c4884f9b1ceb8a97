import type { Diagnosis, PastVerdict, Verdict } from '#domain';

/** A row of the table `verdict` as the API shows it. */
export function recordedVerdict(row: {
  readonly version: number;
  readonly decidedAt: Date;
  readonly body: unknown;
}): Verdict {
  const { version, decidedAt } = row;
  return { ...(row.body as Diagnosis), version, decidedAt: decidedAt.toISOString() };
}

/** The same in its history, with what led to it. */
export const pastVerdict = (
  row: Parameters<typeof recordedVerdict>[0] & { readonly reason: string },
): PastVerdict => ({
  ...recordedVerdict(row),
  reason: row.reason,
});
