const SPACE = 0x20;
const ESCAPE = 0x1b;
const BACKSLASH = 0x5c;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const BRACKET = 0x5b;

/** Most arguments that one call of `String.fromCharCode` is given. */
const CHUNK = 8192;
/** Longest colour code of a terminal: two numbers and what closes them. */
const COLOUR = /^\[[0-9;]{0,8}m/;
/** Behind a backslash: JSON encoders escape `<`, `>` and `&` as `\u003c` and so on. */
const ASCII_ESCAPE = /^u00([0-7][0-9a-fA-F])/;

/**
 * Whether a character above ASCII is one that `flatText` replaces: other spaces, typographic quotes,
 * zero-width characters and the box lines of terminal programs.
 */
export function isUnevenCode(code: number): boolean {
  if (code < 0xa1) return true;
  if (code < 0x2000) return false;
  return (
    code <= 0x200f ||
    (code >= 0x2018 && code <= 0x201f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x2500 && code <= 0x257f) ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

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

function stringOf(codes: Uint16Array): string {
  let text = '';
  for (let from = 0; from < codes.length; from += CHUNK) {
    text += Reflect.apply(String.fromCharCode, null, codes.subarray(from, from + CHUNK)) as string;
  }
  return text;
}

/**
 * One line with single spaces and plain quotes: undoes what kubelet's logs, JSON encoders, Go's
 * `%q`, terminals and people who paste do to a message. Reads every character once.
 */
export function flatText(text: string): string {
  const codes = new Uint16Array(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    if (code === BACKSLASH) {
      while (text.charCodeAt(index + 1) === BACKSLASH) index += 1;
      const { code: meant, taken } = unescaped(text, index + 1);
      index += taken;
      code = meant;
    } else if (code === ESCAPE && text.charCodeAt(index + 1) === BRACKET) {
      index += COLOUR.exec(text.slice(index + 1, index + 12))?.[0].length ?? 0;
      code = -1;
    } else {
      code = evenCode(code);
    }
    if (code < 0 || (code === SPACE && codes[length - 1] === SPACE)) continue;
    codes[length] = code;
    length += 1;
  }
  return stringOf(codes.subarray(0, length));
}
