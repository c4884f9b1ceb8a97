import { isUnevenCode } from './flat-text.js';
import { SYMBOL_BITS } from './phrase-trie.js';

const SPACE = 0x20;

/** What a character is, in the bits above its symbol. A separator has none of them. */
/** `-`, `.`, `/`, `@`: goes on with a name, and is no word of its own. */
export const JOINT = 1 << SYMBOL_BITS;
/** A letter, a digit or `_`. */
export const WORD = 2 << SYMBOL_BITS;
const NAME = JOINT | WORD;
/** Not a word character, and a phrase starts with it. */
const OPENS = 4 << SYMBOL_BITS;
/** Only an uneven text contains it: a backslash, a control character, a typographic quote. */
const UNEVEN = 8 << SYMBOL_BITS;
/** A space; two of them in a row are uneven. */
const SPACED = 16 << SYMBOL_BITS;

function markOf(code: number): number {
  if (code === SPACE) return SPACED;
  if (code < SPACE || code === 0x5c || code === 0x7f) return UNEVEN;
  if (code > 0x7f) return isUnevenCode(code) ? UNEVEN : 0;
  const char = String.fromCharCode(code);
  if (/\w/.test(char)) return WORD;
  return '-./@'.includes(char) ? JOINT : 0;
}

/** What every UTF-16 code unit is, without a symbol. */
const KINDS = Uint16Array.from({ length: 1 << 16 }, (_, code) => markOf(code));

/** What every UTF-16 code unit is, with its symbol: the table `markText` reads. */
export function markTable(symbols: Uint8Array, opens: Uint8Array): Uint16Array {
  const marks = KINDS.slice();
  symbols.forEach((symbol, code) => {
    marks[code] = (KINDS[code] ?? 0) | symbol | (opens[symbol] === 1 ? OPENS : 0);
  });
  return marks;
}

/** Room for the marks of a text, reused from one to the next. */
export interface MarkedText {
  /** Kind and symbol of every character, and a separator behind the last. */
  readonly marks: Uint16Array;
  /** Where phrases can start. */
  readonly starts: Int32Array;
}

/** Room for a text of `length` characters. */
export function markedText(length: number): MarkedText {
  return { marks: new Uint16Array(length + 1), starts: new Int32Array(length) };
}

/**
 * Marks every character of a text and notes where phrases can start. Answers how many starts there
 * are, or -1 when the text has to be flattened first.
 */
export function markText(text: string, table: Uint16Array, { marks, starts }: MarkedText): number {
  const { length } = text;
  let count = 0;
  let all = 0;
  let before = 0;
  for (let index = 0; index < length; index += 1) {
    const value = table[text.charCodeAt(index)] as number;
    marks[index] = value;
    all |= value;
    if ((value & WORD) !== 0 ? (before & NAME) === 0 : (value & OPENS) !== 0) starts[count++] = index;
    else if ((value & before & SPACED) !== 0) return -1;
    before = value;
  }
  marks[length] = 0;
  return (all & UNEVEN) === 0 ? count : -1;
}
