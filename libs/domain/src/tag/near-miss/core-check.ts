import { COMMIT_PREFIX_MIN } from '../hex.js';
import type { NearMissRule } from '../types.js';
import type { NearMissCheck, ShapedTag, Surroundings } from './near-miss-rule.js';
import { readHead, type TagHead } from './tag-head.js';

/** What two tags share, and what stands around it on either side. */
interface Shared {
  readonly asked: Around;
  readonly pushed: Around;
  /** Digits of the commit on either side, when they differ. */
  readonly lengths: { readonly asked: number; readonly pushed: number } | null;
}

interface Around {
  readonly head: string;
  readonly tail: string;
}

/**
 * Two tags around one core. A commit core (one a prefix of the other, seven digits and more) ties tags
 * whatever known affixes they have; an unknown affix must be the same on both sides or missing on one,
 * because `api-7f3a6ce` and `web-7f3a6ce` are two images. Where the number of digits differs the rule
 * is `sha_length`, however the affixes are; otherwise the most telling difference names it: platform,
 * suffix, prefix. A version core ties tags with known affixes only.
 */
export const coreCheck: NearMissCheck = {
  examine: (asked, pushed, around) => {
    if (!haveCompatibleSuffixes(asked, pushed)) return null;
    const shared =
      sharedCommit(asked, pushed, around) ??
      sharedVersion(asked, pushed, around) ??
      sharedBody(asked, pushed);
    if (!shared) return null;
    const differences = [...differencesOf(shared, asked, pushed)];
    const [first] = differences;
    if (!first) return null;
    return { rule: first.rule, explanation: differences.map(({ words }) => words).join('; ') };
  },
};

/** Two named platforms or two named bases are two images, not two spellings. */
function haveCompatibleSuffixes({ shape: a }: ShapedTag, { shape: b }: ShapedTag): boolean {
  const agree = (x: string | null, y: string | null) => x === null || y === null || x === y;
  return agree(a.suffix.platform, b.suffix.platform) && agree(a.suffix.flavour, b.suffix.flavour);
}

function sharedCommit(asked: ShapedTag, pushed: ShapedTag, around: Surroundings): Shared | null {
  const a = asked.shape.commit;
  const b = pushed.shape.commit;
  if (!a || !b) return null;
  const [short, long] = a.hex.length <= b.hex.length ? [a, b] : [b, a];
  const related = short.hex.length >= COMMIT_PREFIX_MIN && long.hex.startsWith(short.hex);
  // Of two numbers one is no abbreviation of the other; the longer one has to be a commit for sure.
  const sure = a.hex.length === b.hex.length ? a.trusted || b.trusted : long.trusted;
  if (!related || !sure) return null;
  const oneUnknown = (x: string, y: string) => x === y || x === '' || y === '';
  const headA = readHead(a.head, around.prefixes);
  const headB = readHead(b.head, around.prefixes);
  const fits =
    oneUnknown(headA.unknown, headB.unknown) &&
    oneUnknown(a.tail, b.tail) &&
    agreeOn('pullRequest', headA, headB);
  if (!fits) return null;
  const lengths = a.hex.length === b.hex.length ? null : { asked: a.hex.length, pushed: b.hex.length };
  return { asked: a, pushed: b, lengths };
}

function agreeOn(key: 'branch' | 'pullRequest', a: TagHead, b: TagHead): boolean {
  return a[key] === null || b[key] === null || a[key] === b[key];
}

function sharedVersion(asked: ShapedTag, pushed: ShapedTag, around: Surroundings): Shared | null {
  const a = asked.shape.version;
  const b = pushed.shape.version;
  // A commit inside the tag decides what it is; its version does not tie it to another commit's.
  if (!a || !b || a.core !== b.core || asked.shape.commit?.trusted || pushed.shape.commit?.trusted)
    return null;
  const headA = readHead(a.head, around.prefixes);
  const headB = readHead(b.head, around.prefixes);
  if (headA.unknown !== headB.unknown) return null;
  // Branches and pull requests count their builds apart, so a counter belongs to its branch.
  const isCounter = /^\d+$/.test(a.core);
  const fits = (key: 'branch' | 'pullRequest') =>
    isCounter ? headA[key] === headB[key] : agreeOn(key, headA, headB);
  return fits('branch') && fits('pullRequest')
    ? { asked: { head: a.head, tail: '' }, pushed: { head: b.head, tail: '' }, lengths: null }
    : null;
}

/** Equal bodies of one kind differ by their known suffixes alone: names, and words that could be a commit. */
function sharedBody({ shape: a }: ShapedTag, { shape: b }: ShapedTag): Shared | null {
  const oneKind =
    (a.commit === null) === (b.commit === null) && (a.version === null) === (b.version === null);
  const nothing = { head: '', tail: '' };
  return oneKind && a.body === b.body ? { asked: nothing, pushed: nothing, lengths: null } : null;
}

/** What stands at the end and is no platform: what follows a commit, and the other known suffixes. */
function otherSuffixes({ shape }: ShapedTag, { tail }: Around): string {
  const { stripped, architecture } = shape.suffix;
  return tail + stripped.filter((text) => text !== architecture).join('');
}

function* differencesOf(
  shared: Shared,
  asked: ShapedTag,
  pushed: ShapedTag,
): Generator<{ readonly rule: NearMissRule; readonly words: string }> {
  if (shared.lengths) {
    const { lengths } = shared;
    const words = `asks for ${lengths.asked} characters of the commit, ${lengths.pushed} were pushed`;
    yield { rule: 'sha_length', words };
  }
  const pairs = [
    ['arch_suffix', 'platform suffix', asked.shape.suffix.architecture, pushed.shape.suffix.architecture],
    ['suffix', 'suffix', otherSuffixes(asked, shared.asked), otherSuffixes(pushed, shared.pushed)],
    ['prefix', 'prefix', shared.asked.head, shared.pushed.head],
  ] as const;
  for (const [rule, what, a, b] of pairs) {
    if (a === b) continue;
    const asks = a === '' ? `asks for no ${what}` : `asks for the ${what} '${a}'`;
    yield { rule, words: `${asks}, pushed ${b === '' ? 'without one' : `with '${b}'`}` };
  }
}
