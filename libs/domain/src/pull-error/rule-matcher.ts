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

interface CompiledRule {
  readonly rule: PullErrorRule;
  readonly none: readonly PhraseTest[];
}

/** A phrase that meets a rule's `any`, under the id of its head. */
interface Trigger extends PhraseTest {
  readonly rank: number;
}

/** Rules by what can meet them, each list in the order of the catalog. */
interface Triggers {
  readonly byPhrase: readonly (readonly Trigger[])[];
  /** Rules without phrases, by a status, a gRPC code or a reason they name. */
  readonly bySignal: ReadonlyMap<number | string, readonly number[]>;
}

function triggersOf(rules: readonly PullErrorRule[], index: PhraseIndex): Triggers {
  const byPhrase = Array.from({ length: PHRASE_CAPACITY }, (): Trigger[] => []);
  const bySignal = new Map<number | string, number[]>();
  rules.forEach(({ match }, rank) => {
    for (const phrase of match.any ?? []) {
      const test = phraseTest(index, phrase);
      byPhrase[test.head]?.push({ ...test, rank });
    }
    if (match.any !== undefined) return;
    for (const signal of [...(match.http ?? []), ...(match.grpc ?? []), ...(match.reason ?? [])]) {
      bySignal.set(signal, [...(bySignal.get(signal) ?? []), rank]);
    }
  });
  return { byPhrase, bySignal };
}

function anyFound(phrases: readonly PhraseTest[], hits: PhraseHits): boolean {
  for (const test of phrases) if (isFound(test, hits)) return true;
  return false;
}

function positionOf({ head, tail }: PhraseTest, hits: PhraseHits): number {
  return tail === NONE ? hits.first(head) : hits.last(tail);
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
  const tests = (phrases: readonly string[] = []) => phrases.map((phrase) => phraseTest(index, phrase));
  const compiled = rules.map((rule): CompiledRule => ({ rule, none: tests(rule.match.none) }));
  const { byPhrase, bySignal } = triggersOf(rules, index);
  const words = tests(context.words);

  const fits = (rank: number, hits: PhraseHits, reason: string | null): boolean => {
    const { rule, none } = compiled[rank] as CompiledRule;
    if (anyFound(none, hits)) return false;
    return !rule.match.aboutPull || context.reasons.includes(reason ?? '') || anyFound(words, hits);
  };
  const bestBySignal = (hits: PhraseHits, { httpStatuses, grpcCode, reason }: Signals): number => {
    let best = compiled.length;
    const consider = (signal: number | string | null): void => {
      const ranks = signal === null ? undefined : bySignal.get(signal);
      const rank = ranks?.find((candidate) => candidate < best && fits(candidate, hits, reason));
      if (rank !== undefined) best = rank;
    };
    httpStatuses.forEach(consider);
    consider(grpcCode);
    consider(reason);
    return best;
  };

  return {
    match: (hits, signals) => {
      let best = bestBySignal(hits, signals);
      let at = NONE;
      for (let met = 0; met < hits.foundCount; met += 1) {
        for (const trigger of byPhrase[hits.found[met] as number] as readonly Trigger[]) {
          if (trigger.rank > best) break;
          if (!isFound(trigger, hits)) continue;
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
