/** Rows as one array per column, for `unnest`. */
export function columnsOf<Row extends object>(rows: readonly Row[], names: readonly (keyof Row)[]) {
  return names.map((name) => rows.map((row) => row[name]));
}

/** Rows without repetitions, in the order of their keys: statements that lock in one order cannot dead-lock. */
export function distinctBy<Row>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => readonly unknown[],
  merge: (a: Row, b: Row) => Row,
): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? row : merge(known, row));
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
