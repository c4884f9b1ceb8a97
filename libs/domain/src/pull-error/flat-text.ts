/** Anything that a plain one-line message does not contain. */
const UNEVEN = /[\\\u0000-\u001f\u007f-\u00a0\u2018-\u201d\u2028\u2029]| {2}/;

/** Escaped quotes and line breaks of nested JSON and Go's `%q`, colour codes, runs of white space. */
const PIECES =
  /\u001b\[[0-9;]{0,8}m|\\+u00[0-7][0-9a-fA-F]|\\+[nrt]|\\+|[\u2018\u2019]|[\u201c\u201d]|[\s\u0000-\u0020\u007f-\u00a0]+/g;

function plain(piece: string): string {
  const first = piece.charCodeAt(0);
  if (first === 0x1b && piece.length > 1) return '';
  if (first === 0x2018 || first === 0x2019) return "'";
  if (first === 0x201c || first === 0x201d) return '"';
  if (first !== 0x5c) return ' ';
  const last = piece.charCodeAt(piece.length - 1);
  if (last === 0x5c) return '';
  if (piece.length > 5 && piece.includes('u00')) {
    const code = Number.parseInt(piece.slice(-2), 16);
    return code < 0x20 ? ' ' : String.fromCharCode(code);
  }
  return ' ';
}

/**
 * One line with single spaces and plain quotes: undoes what kubelet's logs, JSON encoders, Go's
 * `%q`, terminals and people who paste do to a message. Linear; a text that needs nothing is
 * returned as it is.
 */
export function flatText(text: string): string {
  if (!UNEVEN.test(text)) return text;
  const flat = text.replace(PIECES, plain);
  return flat.includes('  ') ? flat.replace(/ {2,}/g, ' ') : flat;
}
