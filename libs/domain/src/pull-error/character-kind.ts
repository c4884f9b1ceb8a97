/** `-`, `.`, `/`, `@`: goes on with a name, and is no word of its own. */
export const JOINT = 1;
/** A letter, a digit or `_`. */
export const WORD = 2;
/** What a name is made of. */
export const NAME = JOINT | WORD;
/** Only an uneven text contains it: a backslash, a control character, a typographic quote. */
export const UNEVEN = 4;

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

function kindOf(code: number): number {
  if (code < 0x20 || code === 0x5c || code === 0x7f) return UNEVEN;
  if (code > 0x7f) return isUnevenCode(code) ? UNEVEN : 0;
  const char = String.fromCharCode(code);
  if (/\w/.test(char)) return WORD;
  return '-./@'.includes(char) ? JOINT : 0;
}

/** What every UTF-16 code unit is; a separator is none of the above. */
export const KINDS = Uint8Array.from({ length: 1 << 16 }, (_, code) => kindOf(code));
