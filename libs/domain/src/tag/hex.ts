/** Shortest abbreviation that is taken for a commit; git itself never makes a shorter one by default. */
export const COMMIT_PREFIX_MIN = 7;

/** Digits of a full object id: SHA-1 and SHA-256 repositories. */
export function isFullLength(hex: string): boolean {
  return hex.length === 40 || hex.length === 64;
}

/** Hexadecimal of a length a commit can be written with: 7 to 40 digits, or 64. */
export function isCommitHex(text: string): boolean {
  return (
    text.length >= COMMIT_PREFIX_MIN &&
    (text.length <= 40 || text.length === 64) &&
    /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)
  );
}

/** Hexadecimal that cannot be a decimal number or a word: it has a digit and a letter. */
export function isMixedHex(text: string): boolean {
  return /[0-9]/.test(text) && /[A-Fa-f]/.test(text);
}
