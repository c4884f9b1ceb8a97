/** `%!s(int64=8202758)`: what Go's fmt prints when a template's verb does not fit the value. */
const GO_BAD_VERB = /^%!\w\(\w{1,20}=([^()]{1,64})\)$/;
/** Azure Pipelines' default build number, yyyyMMdd.r: `.1` and `.10` are two builds, not one number. */
const AZURE_BUILD_NUMBER = /^\d{8}\.\d+$/;

/** The value inside Go's complaint about a verb, or the text itself. */
export function unwrapGoValue(text: string): string {
  return GO_BAD_VERB.exec(text)?.[1] ?? text;
}

/**
 * The numbers that YAML readers take an unquoted scalar for; empty when it is a string to all of
 * them. Two where they disagree: a leading zero means octal in YAML 1.1 and nothing in YAML 1.2.
 * Underscores group digits in YAML 1.1. Infinite and unprecise values are left out.
 */
export function yamlNumbers(text: string): readonly number[] {
  if (!/^[0-9.]/.test(text) || text.length > 64 || AZURE_BUILD_NUMBER.test(text)) return [];
  const plain = text.replace(/_/g, '');
  if (/^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(plain)) return finite([Number(plain)]);
  if (/^0[0-7]+$/.test(plain)) return finite([Number.parseInt(plain, 8), Number(plain)]);
  return /^(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain) ? finite([Number(plain)]) : [];
}

function finite(values: readonly number[]): readonly number[] {
  return [...new Set(values.filter((value) => Number.isFinite(value)))];
}

/**
 * The number a manifest's text shows when it was printed from one: scientific notation, Go's bad-verb
 * form, or the shortest decimal form (no leading or trailing zeros). `null` for everything else.
 */
export function renderedNumber(text: string): number | null {
  const inner = unwrapGoValue(text);
  if (inner.length > 64) return null;
  if (/^\d(?:\.\d+)?e\+\d{1,3}$/i.test(inner)) return finite([Number(inner)])[0] ?? null;
  const shortest = /^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(inner);
  return shortest && !AZURE_BUILD_NUMBER.test(inner) ? Number(inner) : null;
}
