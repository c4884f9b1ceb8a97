import type { Observation, Recorded } from '#domain';

/** What of a row of the table `observation` a fact is made of. */
export interface FactRow {
  readonly id: string;
  readonly at: Date;
  readonly signed: boolean;
  readonly data: unknown;
}

/** For Prisma: only what a fact is made of. */
export const FACT_COLUMNS = { id: true, at: true, signed: true, data: true } as const;

/** The fact that a row of `observation` holds. */
export const recordedFact = (row: FactRow): Recorded => ({
  id: row.id,
  at: row.at.toISOString(),
  signed: row.signed,
  observation: row.data as Observation,
});
