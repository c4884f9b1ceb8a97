/** The middle value; the mean of the two middle ones of an even count. @throws when there is none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('a median needs values');
  return (low + high) / 2;
}

/**
 * The smallest value that at least `share` (0 to 1) of all values do not exceed ("nearest rank").
 *
 * @throws when there is none
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('a percentile needs values');
  return found;
}

/** Rounds to so many digits after the point. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
