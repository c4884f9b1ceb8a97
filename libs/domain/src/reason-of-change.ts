import { canonicalJson } from './observation-canonical.js';
import type { Diagnosis, EvidenceItem } from './verdict.js';

/**
 * Why a diagnosis differs from the one before, in one sentence for the history of an incident: the newest evidence
 * that was not there, else what else changed. `previous` is `null` for the first one.
 */
export function reasonOfChange(previous: Diagnosis | null, next: Diagnosis): string {
  if (!previous) return 'first look at the evidence';
  const arrived = without(
    [...next.evidence, ...next.counterEvidence],
    [...previous.evidence, ...previous.counterEvidence],
  );
  if (arrived.length > 0) return `new evidence: ${listed(arrived)}`;
  const left = without(previous.evidence, next.evidence);
  if (left.length > 0) return `no longer the best explanation: ${listed(left)}`;
  const changed = ASPECTS.filter(([field]) => canonicalJson(previous[field]) !== canonicalJson(next[field]));
  return changed.map(([, words]) => words)[0] ?? 'the same evidence is told in other words';
}

/** What else can change, the most telling first. */
const ASPECTS = [
  ['cause', 'the evidence now supports another cause'],
  ['level', 'the evidence supports it better or worse than before'],
  ['commits', 'more is known of the commit'],
  ['build', 'more is known of the build'],
  ['push', 'another image is there instead'],
  ['coverage', 'a feed covers more or less of the time in question'],
  ['alternatives', 'another explanation came or went'],
  ['fixes', 'what can be done changed'],
] as const satisfies readonly (readonly [keyof Diagnosis, string])[];

function without(items: readonly EvidenceItem[], known: readonly EvidenceItem[]): readonly EvidenceItem[] {
  const ids = new Set(known.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}

/** The newest item, and how many more there are. */
function listed(items: readonly EvidenceItem[]): string {
  const [newest] = [...items].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1));
  const more = items.length > 1 ? ` (and ${items.length - 1} more)` : '';
  return `${newest?.text ?? ''}${more}`;
}
