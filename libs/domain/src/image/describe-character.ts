/** Characters that look like nothing or like something else, by the name a person would know. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x09, 'a tab'],
  [0x0a, 'a line break'],
  [0x0d, 'a carriage return'],
  [0x20, 'a space'],
  [0xa0, 'a no-break space'],
  [0x200b, 'a zero-width space'],
  [0x2010, 'a typographic hyphen'],
  [0x2011, 'a no-break hyphen'],
  [0x2013, 'an en dash'],
  [0x2014, 'an em dash'],
  [0x2018, 'a typographic quote'],
  [0x2019, 'a typographic quote'],
  [0x201c, 'a typographic quote'],
  [0x201d, 'a typographic quote'],
  [0xfeff, 'a byte order mark'],
]);

/** `'~'` for what prints, `a typographic quote (U+201C)` for what does not or only looks familiar. */
export function describeCharacter(text: string, position: number): string {
  const code = text.codePointAt(position);
  if (code === undefined) return 'the end of the text';
  if (code > 0x20 && code < 0x7f) return `'${String.fromCodePoint(code)}'`;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `${NAMES.get(code) ?? 'the character'} (${hex})`;
}
