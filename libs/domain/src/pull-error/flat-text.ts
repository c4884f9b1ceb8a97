/**
 * Whether a character outside ASCII is one that `flatText` replaces: other spaces, typographic
 * quotes, zero-width characters and the box lines of terminal programs.
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

/** Colour codes; escapes of JSON and of Go's `%q`; backslashes; quotes; all that counts as white space. */
const PIECES =
  /\u001b\[[0-9;]{0,8}m|\\+u00[0-7][0-9a-fA-F]|\\+[nrt]|\\+|[\u2018-\u201b]|[\u201c-\u201f]|[\u0000-\u0020\u007f-\u00a0\u2000-\u200f\u2028-\u202f\u2500-\u257f\u3000\ufeff]+/g;

function plain(piece: string): string {
  const first = piece.charCodeAt(0);
  if (first === 0x5c) return unescaped(piece);
  if (first >= 0x2018 && first <= 0x201b) return "'";
  if (first >= 0x201c && first <= 0x201f) return '"';
  return first === 0x1b && piece.length > 1 ? '' : ' ';
}

function unescaped(piece: string): string {
  const last = piece.charCodeAt(piece.length - 1);
  if (last === 0x5c) return '';
  if (!piece.includes('u00')) return ' ';
  const code = Number.parseInt(piece.slice(-2), 16);
  return code <= 0x20 || code === 0x7f || code === 0x5c ? ' ' : String.fromCharCode(code);
}

/**
 * One line with single spaces and plain quotes: undoes what kubelet's logs, JSON encoders, Go's
 * `%q`, terminals and people who paste do to a message. Linear in the length of the text.
 */
export function flatText(text: string): string {
  return text.replace(PIECES, plain).replace(/ {2,}/g, ' ');
}
