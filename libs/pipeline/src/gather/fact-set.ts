import type { Recorded } from '#domain';

/** Collects facts by id, so that the same fact found twice counts once. */
export class FactSet {
  private readonly byId = new Map<string, Recorded>();
  private readonly namedIds = new Set<string>();

  add(records: readonly Recorded[]): readonly Recorded[] {
    for (const record of records) this.byId.set(record.id, record);
    return records;
  }

  /** Adds what was found by a name of the image, and not only because it is near in time. */
  addNamed(records: readonly Recorded[]): readonly Recorded[] {
    for (const { id } of records) this.namedIds.add(id);
    return this.add(records);
  }

  named(): readonly Recorded[] {
    return this.all().filter(({ id }) => this.namedIds.has(id));
  }

  all(): readonly Recorded[] {
    return [...this.byId.values()];
  }
}
