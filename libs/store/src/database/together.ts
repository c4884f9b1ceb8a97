import { createHash } from 'node:crypto';
import type { Statement } from './statement.js';

/**
 * Several writes as one statement, which spares the way to the server and back. PostgreSQL carries out each of
 * them to its end, one after the other in this order; none sees the rows of another.
 *
 * @returns `null` when there is nothing to write
 */
export function together(writes: readonly (Statement | null)[]): Statement | null {
  const wanted = writes.filter((write) => write !== null);
  if (wanted.length === 0) return null;
  const values: unknown[] = [];
  const parts = wanted.map(({ text, values: own }, index) => {
    const offset = values.length;
    values.push(...own);
    return `write_${index} as (${text.replace(/\$(\d+)/g, (_place, number: string) => `$${Number(number) + offset}`)})`;
  });
  return {
    name: nameOf(wanted.map(({ name }) => name).join('+')),
    text: `with ${parts.join(', ')} select`,
    values,
  };
}

/** PostgreSQL cuts names of prepared statements at 63 bytes, and two that are then equal are an error. */
const nameOf = (names: string) => createHash('sha256').update(names).digest('hex').slice(0, 32);

/** The write of these rows, if there are any. */
export const whenAny = <Row>(
  rows: readonly Row[],
  write: (rows: readonly Row[]) => Statement,
): Statement | null => (rows.length > 0 ? write(rows) : null);
