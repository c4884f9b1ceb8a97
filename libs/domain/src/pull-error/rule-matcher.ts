import { isFound, PHRASE_CAPACITY, type PhraseIndex, type PhraseTest, phraseTest } from './phrase-index.js';
import type { PhraseHits } from './phrase-scanner.js';
import type { PullErrorRule, RuleCondition } from './rule.js';

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
  readonly all: readonly PhraseTest[];
  readonly none: readonly PhraseTest[];
}

/** A phrase that makes a rule worth looking at, under the id of its head. */
interface Trigger extends PhraseTest {
  readonly rank: number;
}

/** Whether the text is about a pull; asked at most once for a text. */
type AboutPull = () => boolean;

function fitsSignals({ http, grpc, reason }: RuleCondition, signals: Signals): boolean {
  if (http !== undefined && !signals.httpStatuses.some((status) => http.includes(status))) return false;
  if (grpc !== undefined && (signals.grpcCode === null || !grpc.includes(signals.grpcCode))) return false;
  return reason === undefined || (signals.reason !== null && reason.includes(signals.reason));
}

/** Whether everything but `any` holds. */
function holds(
  { rule, all, none }: CompiledRule,
  hits: PhraseHits,
  signals: Signals,
  aboutPull: AboutPull,
): boolean {
  if (!fitsSignals(rule.match, signals)) return false;
  if (rule.match.aboutPull && !aboutPull()) return false;
  for (const test of all) if (!isFound(test, hits)) return false;
  for (const test of none) if (isFound(test, hits)) return false;
  return true;
}

function positionOf({ head, tail }: PhraseTest, hits: PhraseHits): number {
  return tail === -1 ? hits.first(head) : hits.last(tail);
}

/** The triggers of every rule by the phrase they start with, each list in the order of the catalog. */
function triggersOf(rules: readonly PullErrorRule[], index: PhraseIndex): readonly (readonly Trigger[])[] {
  const triggers = Array.from({ length: PHRASE_CAPACITY }, (): Trigger[] => []);
  rules.forEach(({ match }, rank) => {
    for (const phrase of match.any ?? match.all?.slice(0, 1) ?? []) {
      const test = phraseTest(index, phrase);
      triggers[test.head]?.push({ ...test, rank });
    }
  });
  return triggers;
}

/**
 * Compiles a catalog. A rule is only looked at when one of its phrases was found (or when it has
 * none), so a text pays for the rules it resembles and not for the whole catalog.
 */
export function createRuleMatcher(
  rules: readonly PullErrorRule[],
  context: PullContext,
  index: PhraseIndex,
): RuleMatcher {
  const tests = (phrases: readonly string[] = []) => phrases.map((phrase) => phraseTest(index, phrase));
  const compiled = rules.map(
    (rule): CompiledRule => ({ rule, all: tests(rule.match.all), none: tests(rule.match.none) }),
  );
  const triggers = triggersOf(rules, index);
  const silent = compiled.flatMap(({ rule }, rank) => ((rule.match.any ?? rule.match.all) ? [] : [rank]));
  const contextTests = tests(context.words);
  return {
    match: (hits, signals) => {
      const aboutPull = () =>
        context.reasons.includes(signals.reason ?? '') || contextTests.some((test) => isFound(test, hits));
      const fits = (rank: number) => holds(compiled[rank] as CompiledRule, hits, signals, aboutPull);
      let best = silent.find(fits) ?? compiled.length;
      let at = NONE;
      for (const id of hits.found) {
        for (const trigger of triggers[id] as readonly Trigger[]) {
          if (trigger.rank > best) break;
          if (!isFound(trigger, hits)) continue;
          if (trigger.rank < best && !fits(trigger.rank)) continue;
          at =
            trigger.rank < best || at === NONE
              ? positionOf(trigger, hits)
              : Math.min(at, positionOf(trigger, hits));
          best = trigger.rank;
        }
      }
      const winner = compiled[best];
      return winner === undefined ? null : { rule: winner.rule, at };
    },
  };
}
