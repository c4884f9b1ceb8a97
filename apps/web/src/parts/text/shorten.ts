/**
 * The text, with its middle left out when it has more than `most` characters: names differ at their
 * ends more often than in the middle.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const end = Math.floor(most / 3);
  const start = most - end - 1;
  return `${characters.slice(0, start).join('')}…${characters.slice(-end).join('')}`;
}
