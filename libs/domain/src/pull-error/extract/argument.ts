/** Longest argument worth reading: 255 characters of name, 128 of tag, a digest, some slack. */
const LONGEST = 640;

const SPACE = 0x20;
const CLOSING = '"\'`,;:.)]}>';

/** A piece of text and where it ends. */
export interface Argument {
  readonly value: string;
  /** Offset behind the argument and its closing quote. */
  readonly end: number;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}

/** Reads what follows `from`: a quoted text, or a word up to white space, without closing punctuation. */
export function readArgument(text: string, from: number): Argument {
  let start = from;
  while (text.charCodeAt(start) === SPACE) start += 1;
  if (isQuote(text.charCodeAt(start))) {
    const close = text.indexOf(text.charAt(start), start + 1);
    if (close > start && close - start <= LONGEST)
      return { value: text.slice(start + 1, close), end: close + 1 };
    start += 1;
  }
  const space = text.indexOf(' ', start);
  let end = Math.min(space < 0 ? text.length : space, start + LONGEST);
  while (end > start && CLOSING.includes(text.charAt(end - 1))) end -= 1;
  return { value: text.slice(start, end), end };
}
