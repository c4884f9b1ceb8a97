import { isUnevenCode, KINDS, UNEVEN } from './character-kind.js';

const SPACE = 0x20;
const ESCAPE = 0x1b;
const BACKSLASH = 0x5c;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const BRACKET = 0x5b;

/** Longest colour code of a terminal: two numbers and what closes them. */
const COLOUR = /^\[[0-9;]{0,8}m/;
/** Behind a backslash: JSON encoders escape `<`, `>` and `&` as `\u003c` and so on. */
const ASCII_ESCAPE = /^u00([0-7][0-9a-fA-F])/;

/** The plain character for one that is not escaped. */
function evenCode(code: number): number {
  if (code < 0x7f) return code < SPACE ? SPACE : code;
  if (!isUnevenCode(code)) return code;
  if (code < 0x2018 || code > 0x201f) return SPACE;
  return code < 0x201c ? SINGLE_QUOTE : DOUBLE_QUOTE;
}

/** A character, or -1 for none, and how many characters of the text behind the escape it took. */
interface Unescaped {
  readonly code: number;
  readonly taken: number;
}

const NOTHING: Unescaped = { code: -1, taken: 0 };
const ONE_SPACE: Unescaped = { code: SPACE, taken: 1 };

/** What the text behind a run of backslashes stands for. */
function unescaped(text: string, at: number): Unescaped {
  const letter = text.charAt(at);
  if (letter === 'n' || letter === 'r' || letter === 't') return ONE_SPACE;
  if (letter !== 'u') return NOTHING;
  const hex = ASCII_ESCAPE.exec(text.slice(at, at + 5))?.[1];
  if (hex === undefined) return NOTHING;
  const code = Number.parseInt(hex, 16);
  return { code: code === BACKSLASH ? -1 : evenCode(code), taken: 5 };
}

/** How many characters a colour code behind an escape character has; 0 where there is none. */
function colourLength(text: string, at: number): number {
  return text.charCodeAt(at) === BRACKET ? (COLOUR.exec(text.slice(at, at + 11))?.[0].length ?? 0) : 0;
}

/** Reads an uneven character and all that belongs to it. */
function unevenAt(text: string, at: number): Unescaped {
  const code = text.charCodeAt(at);
  if (code === ESCAPE) return { code: -1, taken: 1 + colourLength(text, at + 1) };
  if (code !== BACKSLASH) return { code: evenCode(code), taken: 1 };
  let end = at + 1;
  while (text.charCodeAt(end) === BACKSLASH) end += 1;
  const { code: meant, taken } = unescaped(text, end);
  return { code: meant, taken: end - at + taken };
}

/**
 * One line with single spaces and plain quotes: undoes what kubelet's logs, JSON encoders, Go's
 * `%q`, terminals and people who paste do to a message. Reads every character once, and copies what
 * lies between two uneven places in one piece.
 */
export function flatText(text: string): string {
  let flat = '';
  let copied = 0;
  let spaced = false;
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index);
    const isSpace = code === SPACE;
    if (isSpace ? !spaced : ((KINDS[code] as number) & UNEVEN) === 0) {
      spaced = isSpace;
      index += 1;
      continue;
    }
    flat += text.slice(copied, index);
    const { code: even, taken } = isSpace ? ONE_SPACE : unevenAt(text, index);
    index += taken;
    copied = index;
    if (even < 0 || (even === SPACE && spaced)) continue;
    flat += String.fromCharCode(even);
    spaced = even === SPACE;
  }
  return flat + text.slice(copied);
}
