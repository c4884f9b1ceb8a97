/** Two letters are a typing error; more is another name. */
const MOST_EDITS = 2;

/** Number of edits between two names, counted no further than needed. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? most + 1;
}

/** Whether two image repositories are at most two letters apart, and not the same. */
export const isSpelledAlmostAlike = (a: string, b: string): boolean =>
  a !== b && editDistance(a, b, MOST_EDITS) <= MOST_EDITS;
