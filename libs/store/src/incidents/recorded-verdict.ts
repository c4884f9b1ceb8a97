import type { Diagnosis, Verdict } from '#domain';

/** A row of the table `verdict` as the API shows it. */
export function recordedVerdict(row: {
  readonly version: number;
  readonly decidedAt: Date;
  readonly body: unknown;
}): Verdict {
  return { ...(row.body as Diagnosis), version: row.version, decidedAt: row.decidedAt.toISOString() };
}
