import { isFound, type PhraseIndex, type PhraseTest, phraseTest } from './phrase-index.js';
import type { PhraseHits } from './phrase-scanner.js';
import type { PullErrorRule } from './rule.js';

/** What the structured parts of a text say. */
export interface Signals {
  readonly httpStatuses: readonly number[];
  readonly grpcCode: string | null;
  readonly reason: string | null;
}

interface CompiledRule {
  readonly rule: PullErrorRule;
  readonly any: readonly PhraseTest[];
  readonly all: readonly PhraseTest[];
  readonly none: readonly PhraseTest[];
}

/** Finds the first rule of a catalog that a scanned text meets. */
export interface RuleMatcher {
  match(hits: PhraseHits, signals: Signals): PullErrorRule | null;
}

function holds({ rule, any, all, none }: CompiledRule, hits: PhraseHits, signals: Signals): boolean {
  const { http, grpc, reason } = rule.match;
  if (http !== undefined && !signals.httpStatuses.some((status) => http.includes(status))) return false;
  if (grpc !== undefined && (signals.grpcCode === null || !grpc.includes(signals.grpcCode))) return false;
  if (reason !== undefined && (signals.reason === null || !reason.includes(signals.reason))) return false;
  for (const test of all) if (!isFound(test, hits)) return false;
  for (const test of none) if (isFound(test, hits)) return false;
  return any.length === 0 || any.some((test) => isFound(test, hits));
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
  const byPhrase: number[][] = [];
  const always: number[] = [];
  compiled.forEach(({ any, all }, rank) => {
    const triggers = any.length > 0 ? any : all.slice(0, 1);
    if (triggers.length === 0) always.push(rank);
    for (const { head } of triggers) (byPhrase[head] ??= []).push(rank);
  });
  const best = (ranks: readonly number[], limit: number, hits: PhraseHits, signals: Signals): number => {
    for (const rank of ranks) {
      if (rank >= limit) return limit;
      if (holds(compiled[rank] as CompiledRule, hits, signals)) return rank;
    }
    return limit;
  };
  return {
    match: (hits, signals) => {
      let rank = best(always, compiled.length, hits, signals);
      for (const phrase of hits.found) rank = best(byPhrase[phrase] ?? [], rank, hits, signals);
      return compiled[rank]?.rule ?? null;
    },
  };
}
