import type { Diagnosis, Verdict } from '#domain';

/** A row of the table `verdict` as the API shows it. */
export function recordedVerdict(row: {
  readonly version: number;
  readonly decidedAt: Date;
  readonly body: unknown;
  readonly reason: string;
}): Verdict {
  const { version, decidedAt, reason } = row;
  return { ...(row.body as Diagnosis), version, decidedAt: decidedAt.toISOString(), reason };
}
