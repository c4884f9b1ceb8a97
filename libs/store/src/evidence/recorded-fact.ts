import type { Observation, Recorded } from '#domain';

/** What of a row of the table `observation` a fact is made of. */
export interface FactRow {
  readonly id: string;
  readonly at: Date;
  readonly signed: boolean;
  readonly data: unknown;
}

/** The fact that a row of `observation` holds. */
export const recordedFact = (row: FactRow): Recorded => ({
  id: row.id,
  at: row.at.toISOString(),
  signed: row.signed,
  observation: row.data as Observation,
});
