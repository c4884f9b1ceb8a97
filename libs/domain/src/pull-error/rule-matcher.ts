import { isFound, type PhraseIndex, type PhraseTest, phraseTest } from './phrase-index.js';
import type { PhraseHits } from './phrase-scanner.js';
import type { PullErrorRule, RuleCondition } from './rule.js';

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

/** Finds the first rule of a catalog that a scanned text meets. */
export interface RuleMatcher {
  match(hits: PhraseHits, signals: Signals): MatchedRule | null;
}

interface CompiledRule {
  readonly rule: PullErrorRule;
  readonly any: readonly PhraseTest[];
  readonly all: readonly PhraseTest[];
  readonly none: readonly PhraseTest[];
}

function findIn(tests: readonly PhraseTest[], hits: PhraseHits): PhraseTest | null {
  for (const test of tests) if (isFound(test, hits)) return test;
  return null;
}

function fitsSignals(condition: RuleCondition, signals: Signals): boolean {
  const { http, grpc, reason } = condition;
  if (http !== undefined && !signals.httpStatuses.some((status) => http.includes(status))) return false;
  if (grpc !== undefined && (signals.grpcCode === null || !grpc.includes(signals.grpcCode))) return false;
  return reason === undefined || (signals.reason !== null && reason.includes(signals.reason));
}

function holds({ rule, any, all, none }: CompiledRule, hits: PhraseHits, signals: Signals): boolean {
  if (any.length > 0 && findIn(any, hits) === null) return false;
  if (!fitsSignals(rule.match, signals)) return false;
  for (const test of all) if (!isFound(test, hits)) return false;
  return findIn(none, hits) === null;
}

function positionOf({ any, all }: CompiledRule, hits: PhraseHits): number {
  const test = findIn(any.length > 0 ? any : all, hits);
  if (test === null) return -1;
  return test.tail === -1 ? hits.first(test.head) : hits.last(test.tail);
}

/** Ranks of rules by what makes them worth looking at, each list in ascending order. */
interface Triggers {
  readonly byPhrase: (number[] | undefined)[];
  /** Rules that no phrase triggers: they rest on a status, a code or the reason. */
  readonly bySignal: number[];
}

function triggersOf(rules: readonly CompiledRule[]): Triggers {
  const byPhrase: (number[] | undefined)[] = [];
  const bySignal: number[] = [];
  rules.forEach(({ any, all }, rank) => {
    const heads = new Set((any.length > 0 ? any : all.slice(0, 1)).map(({ head }) => head));
    if (heads.size === 0) bySignal.push(rank);
    for (const head of heads) (byPhrase[head] ??= []).push(rank);
  });
  return { byPhrase, bySignal };
}

/**
 * Compiles a catalog. A rule is only looked at when one of its phrases was found (or when it has
 * none), so a text pays for the rules it resembles and not for the whole catalog.
 */
export function createRuleMatcher(rules: readonly PullErrorRule[], index: PhraseIndex): RuleMatcher {
  const tests = (phrases: readonly string[] = []) => phrases.map((phrase) => phraseTest(index, phrase));
  const compiled = rules.map((rule) => ({
    rule,
    any: tests(rule.match.any),
    all: tests(rule.match.all),
    none: tests(rule.match.none),
  }));
  const { byPhrase, bySignal } = triggersOf(compiled);
  const best = (ranks: readonly number[], limit: number, hits: PhraseHits, signals: Signals): number => {
    for (const rank of ranks) {
      if (rank >= limit) return limit;
      if (holds(compiled[rank] as CompiledRule, hits, signals)) return rank;
    }
    return limit;
  };
  return {
    match: (hits, signals) => {
      let rank = best(bySignal, compiled.length, hits, signals);
      for (const phrase of hits.found) {
        const ranks = byPhrase[phrase];
        if (ranks !== undefined) rank = best(ranks, rank, hits, signals);
      }
      const winner = compiled[rank];
      return winner === undefined ? null : { rule: winner.rule, at: positionOf(winner, hits) };
    },
  };
}
