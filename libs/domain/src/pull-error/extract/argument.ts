/** Longest argument worth reading: a reference has at most 255 characters of name, 128 of tag and a digest. */
const LONGEST = 640;

function isSpace(code: number): boolean {
  return code === 0x20;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}

/** A piece of text and where it ends. */
export interface Argument {
  readonly value: string;
  /** Offset behind the argument and its closing quote. */
  readonly end: number;
}

/** Reads what follows `from`: a quoted text, or a word up to white space, without closing punctuation. */
export function readArgument(text: string, from: number): Argument {
  let start = from;
  while (isSpace(text.charCodeAt(start))) start += 1;
  const quote = text.charCodeAt(start);
  if (isQuote(quote)) {
    const close = text.indexOf(text.charAt(start), start + 1);
    if (close > start && close - start <= LONGEST)
      return { value: text.slice(start + 1, close).trim(), end: close + 1 };
    start += 1;
  }
  let end = start;
  while (end < text.length && end - start < LONGEST && !isSpace(text.charCodeAt(end))) end += 1;
  const word = text.slice(start, end);
  const value = word.replace(/["'`,;:.)\]}]{1,8}$/, '');
  return { value, end: start + value.length };
}
