import { isAttestationTag } from '../attestation-tag.js';
import { knownNames } from '../known-names.js';
import { NEAR_MISS_RULES, type NearMiss, type TagContext } from '../types.js';
import { coreCheck } from './core-check.js';
import type { NearMissCheck, Surroundings } from './near-miss-rule.js';
import { readShape } from './tag-shape.js';
import {
  calendarPaddingCheck,
  caseCheck,
  numberCheck,
  slugCheck,
  vPrefixCheck,
} from './whole-text-checks.js';

/** The first that applies names the rule: what looks at the whole text comes before what takes it apart. */
const CHECKS: readonly NearMissCheck[] = [
  caseCheck,
  numberCheck,
  vPrefixCheck,
  calendarPaddingCheck,
  slugCheck,
  coreCheck,
];

/** Longest tag a registry takes (OCI distribution specification); longer texts are no tags. */
const TAG_LENGTH_MAX = 128;

const isOutOfScope = (tag: string) => tag === '' || tag.length > TAG_LENGTH_MAX || isAttestationTag(tag);

/**
 * Whether `pushed` is another spelling of `requested`, by one of the named rules and never by likeness.
 * `null` when they are equal, unrelated, or one of them belongs to a signature or an attestation.
 * That the two exist side by side, or that several pushed tags are related, is for the caller to weigh.
 */
export function nearMiss(requested: string, pushed: string, context: TagContext = {}): NearMiss | null {
  return nearMisses(requested, [pushed], context)[0] ?? null;
}

/** The near-misses among pushed tags, by rule in the order of `NEAR_MISS_RULES`, then by tag. */
export function nearMisses(
  requested: string,
  pushedTags: readonly string[],
  context: TagContext = {},
): readonly NearMiss[] {
  if (isOutOfScope(requested)) return [];
  const around: Surroundings = { prefixes: knownNames(context).prefixes, branches: context.branches ?? [] };
  const asked = { text: requested, shape: readShape(requested) };
  const found: NearMiss[] = [];
  for (const text of new Set(pushedTags)) {
    if (text === requested || isOutOfScope(text)) continue;
    const pushed = { text, shape: readShape(text) };
    for (const check of CHECKS) {
      const hit = check.examine(asked, pushed, around);
      if (!hit) continue;
      found.push({ ...hit, pushed: text });
      break;
    }
  }
  const rank = (miss: NearMiss) => NEAR_MISS_RULES.indexOf(miss.rule);
  return found.sort((a, b) => rank(a) - rank(b) || (a.pushed < b.pushed ? -1 : 1));
}
