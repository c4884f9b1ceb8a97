import type { Recorded } from '#domain';

/** Collects facts by id, so that the same fact found twice counts once. */
export class FactSet {
  private readonly byId = new Map<string, Recorded>();

  add(records: readonly Recorded[]): readonly Recorded[] {
    for (const record of records) this.byId.set(record.id, record);
    return records;
  }

  all(): readonly Recorded[] {
    return [...this.byId.values()];
  }
}
