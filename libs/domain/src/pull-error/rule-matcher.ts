import { isFound, PHRASE_CAPACITY, type PhraseIndex, type PhraseTest, phraseTest } from './phrase-index.js';
import type { PhraseHits } from './phrase-scanner.js';
import type { PullErrorRule } from './rule.js';

const NONE = -1;

/** What the structured parts of a text say. */
export interface Signals {
  readonly httpStatuses: readonly number[];
  readonly grpcCode: string | null;
  readonly reason: string | null;
}

/** The rule that decides, and where in the text it found its wording; -1 without one. */
export interface MatchedRule {
  readonly rule: PullErrorRule;
  readonly at: number;
}

/** What says that a text is about a pull at all. */
export interface PullContext {
  readonly words: readonly string[];
  readonly reasons: readonly string[];
}

/** Finds the first rule of a catalog that a scanned text meets. */
export interface RuleMatcher {
  match(hits: PhraseHits, signals: Signals): MatchedRule | null;
}

/** Phrases of which none, or any, may stand in a text: as one bit of their group where they are many. */
interface PhraseSet {
  readonly bit: number;
  readonly tests: readonly PhraseTest[];
}

interface CompiledRule {
  readonly rule: PullErrorRule;
  readonly none: PhraseSet;
}

/** A phrase that meets a rule's `any`, under the id of its head. */
interface Trigger extends PhraseTest {
  readonly rank: number;
}

type Ranks<T> = ReadonlyMap<T, readonly number[]>;

/** Rules by what can meet them, each list in the order of the catalog. */
interface Triggers {
  readonly byPhrase: readonly (readonly Trigger[])[];
  /** Rules without phrases, by what they name instead. */
  readonly byStatus: Ranks<number>;
  readonly byCode: Ranks<string>;
  readonly byReason: Ranks<string>;
}

/** Fewer phrases than this are looked up one by one: there are not many bits. */
const WORTH_A_BIT = 5;

function ranksBy<T>(
  rules: readonly PullErrorRule[],
  signals: (rule: PullErrorRule) => readonly T[],
): Ranks<T> {
  const ranks = new Map<T, number[]>();
  rules.forEach((rule, rank) => {
    if (rule.match.any !== undefined) return;
    for (const signal of signals(rule)) ranks.set(signal, [...(ranks.get(signal) ?? []), rank]);
  });
  return ranks;
}

function triggersOf(rules: readonly PullErrorRule[], index: PhraseIndex): Triggers {
  const byPhrase = Array.from({ length: PHRASE_CAPACITY }, (): Trigger[] => []);
  rules.forEach(({ match }, rank) => {
    for (const phrase of match.any ?? []) {
      const test = phraseTest(index, phrase);
      byPhrase[test.head]?.push({ ...test, rank });
    }
  });
  return {
    byPhrase,
    byStatus: ranksBy(rules, ({ match }) => match.http ?? []),
    byCode: ranksBy(rules, ({ match }) => match.grpc ?? []),
    byReason: ranksBy(rules, ({ match }) => match.reason ?? []),
  };
}

/** Makes sets of phrases; equal ones share a bit. */
function phraseSets(index: PhraseIndex): (phrases: readonly string[]) => PhraseSet {
  const bits = new Map<string, number>();
  return (phrases) => {
    const tests = phrases.map((phrase) => phraseTest(index, phrase));
    if (tests.length < WORTH_A_BIT || tests.some(({ tail }) => tail !== NONE)) return { bit: 0, tests };
    const key = phrases.join('\n');
    const bit = bits.get(key) ?? index.group(tests.map(({ head }) => head));
    bits.set(key, bit);
    return { bit, tests: [] };
  };
}

function anyFound({ bit, tests }: PhraseSet, hits: PhraseHits): boolean {
  if ((hits.groups & bit) !== 0) return true;
  for (const test of tests) if (isFound(test, hits)) return true;
  return false;
}

function positionOf({ head, tail }: PhraseTest, hits: PhraseHits): number {
  return tail === NONE ? hits.first(head) : hits.last(tail);
}

/** Whether nothing that was found speaks against a rule. */
type Fits = (rank: number, hits: PhraseHits, reason: string | null) => boolean;

/** Finds the first rule that a status, a code or a reason meets; `none` without one. */
function signalMatcher({ byStatus, byCode, byReason }: Triggers, fits: Fits, none: number) {
  const firstOf = (
    ranks: readonly number[] | undefined,
    best: number,
    hits: PhraseHits,
    reason: string | null,
  ): number => {
    if (ranks === undefined) return best;
    for (const rank of ranks) if (rank < best && fits(rank, hits, reason)) return rank;
    return best;
  };
  return (hits: PhraseHits, { httpStatuses, grpcCode, reason }: Signals): number => {
    let best = none;
    for (const status of httpStatuses) best = firstOf(byStatus.get(status), best, hits, reason);
    if (grpcCode !== null) best = firstOf(byCode.get(grpcCode), best, hits, reason);
    if (reason !== null) best = firstOf(byReason.get(reason), best, hits, reason);
    return best;
  };
}

/**
 * Compiles a catalog. A rule is only looked at when one of its phrases was found (or a status, a
 * code or a reason it names), so a text pays for the rules it resembles and not for the whole catalog.
 */
export function createRuleMatcher(
  rules: readonly PullErrorRule[],
  context: PullContext,
  index: PhraseIndex,
): RuleMatcher {
  const setOf = phraseSets(index);
  const compiled = rules.map((rule): CompiledRule => ({ rule, none: setOf(rule.match.none ?? []) }));
  const triggers = triggersOf(rules, index);
  const { byPhrase } = triggers;
  const words = setOf(context.words);

  const fits: Fits = (rank, hits, reason) => {
    const { rule, none } = compiled[rank] as CompiledRule;
    if (anyFound(none, hits)) return false;
    return !rule.match.aboutPull || anyFound(words, hits) || context.reasons.includes(reason ?? '');
  };
  const bestBySignal = signalMatcher(triggers, fits, compiled.length);

  return {
    match: (hits, signals) => {
      let best = bestBySignal(hits, signals);
      let at = NONE;
      for (let met = 0; met < hits.foundCount; met += 1) {
        for (const trigger of byPhrase[hits.found[met] as number] as readonly Trigger[]) {
          if (trigger.rank > best) break;
          if (trigger.tail !== NONE && !isFound(trigger, hits)) continue;
          if (trigger.rank < best && !fits(trigger.rank, hits, signals.reason)) continue;
          const position = positionOf(trigger, hits);
          at = trigger.rank < best || at === NONE ? position : Math.min(at, position);
          best = trigger.rank;
        }
      }
      const winner = compiled[best];
      return winner === undefined ? null : { rule: winner.rule, at };
    },
  };
}
