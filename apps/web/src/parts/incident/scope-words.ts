/** More names than this are a number: a row has one line for them. */
const NAMES_SHOWN = 2;

/** `prod-eu, prod-us +3`: the first names, and how many there are beside them. */
export function fewOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return names.length > NAMES_SHOWN ? `${shown} +${names.length - NAMES_SHOWN}` : shown;
}

/** `1 pod`, `1,000 pods`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? noun : `${noun}s`}`;
}
