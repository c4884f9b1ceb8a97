/** Where a keyset-paged list goes on: the order's columns of the last row that was shown. */
function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts, or `null` for a text that this store did not make: such a list starts at its beginning. */
export function decodeCursor(cursor: string | null, length: number): readonly string[] | null {
  if (!cursor) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== length) return null;
    return parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}

/** Cuts a list that was read with one row more than the page shows. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => readonly string[],
) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(toCursor(last)) : null;
  return { items: shown.map(toItem), nextCursor };
}
