/**
 * What all spellings of a slug, of a padded date and of a case have in common: the letters and digits
 * in lower case, joined by single hyphens, numbers without leading zeros.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '')
    .map((token) => (/^\d+$/.test(token) ? token.replace(/^0+(?=\d)/, '') : token))
    .join('-');
}
