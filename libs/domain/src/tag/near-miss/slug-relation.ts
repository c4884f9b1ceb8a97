import { SLUG_RULES, slugsOf } from '../slugs.js';

/** A tag as words and the separators around them: one separator more than words. */
interface Pieces {
  readonly words: readonly string[];
  readonly gaps: readonly string[];
}

function pieces(tag: string): Pieces | null {
  if (!/^[A-Za-z0-9._-]+$/.test(tag)) return null;
  return { words: tag.match(/[A-Za-z0-9]+/g) ?? [], gaps: tag.split(/[A-Za-z0-9]+/) };
}

/**
 * Whether two tags can be slugs of one name under two rules. Every rule keeps letters and digits in
 * order and writes `-` (or `_`) for what it replaces; a rule that replaces dots or lowers letters does
 * it everywhere, so `1.2.3` and `1-2-3` are related and `1.2-3` and `1.2.3` are not. A rule that cuts
 * to 63 characters relates a long tag to its beginning.
 */
export function areSlugsOfOneName(a: string, b: string): boolean {
  return isCutOf(a, b) || isCutOf(b, a) || isRespelled(a, b);
}

function isCutOf(short: string, long: string): boolean {
  if (long.length <= 63 || short.length > 63 || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(long)) return false;
  return SLUG_RULES.some((rule) => rule.slug(long) === short);
}

function isRespelled(a: string, b: string): boolean {
  const left = pieces(a);
  const right = pieces(b);
  if (!left || !right || left.words.length === 0 || left.words.length !== right.words.length) return false;
  const sameWords = left.words.every((word, i) => word.toLowerCase() === right.words[i]?.toLowerCase());
  if (!sameWords) return false;
  const caseDiffers = left.words.some((word, i) => word !== right.words[i]);
  if (caseDiffers && /[A-Z]/.test(a) && /[A-Z]/.test(b)) return false;
  const last = left.gaps.length - 1;
  return left.gaps.every((gap, i) => {
    const other = right.gaps[i] ?? '';
    if (gap === other) return true;
    // Only hyphens are trimmed off the ends of a slug.
    if (i === 0 || i === last) return /^-*$/.test(gap + other);
    return replaces(other, b, gap) || replaces(gap, a, other);
  });
}

/** Whether `written`, in `tag`, can be what a rule writes for `original`. */
function replaces(written: string, tag: string, original: string): boolean {
  if (original.includes('.')) return /^-+$/.test(written) && !tag.includes('.');
  return /^(?:-+|_+)$/.test(written) && !written.includes('.');
}

/** The tools that make `asked` and `pushed` of one name, where a known branch or the tags themselves tell. */
export function slugTools(
  asked: string,
  pushed: string,
  branches: readonly string[],
): { readonly asked: string; readonly pushed: string; readonly branch: string | null } | null {
  for (const branch of [...branches].sort()) {
    const rules = slugsOf(branch);
    const askedRule = rules.find(({ slug }) => slug === asked)?.rule;
    const pushedRule = rules.find(({ slug }) => slug === pushed)?.rule;
    if (askedRule && pushedRule) return { asked: toolOf(askedRule), pushed: toolOf(pushedRule), branch };
  }
  return null;
}

function toolOf(id: string): string {
  return SLUG_RULES.find((rule) => rule.id === id)?.tool ?? id;
}
