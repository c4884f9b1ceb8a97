import { isAttestationTag } from '../attestation-tag.js';
import { readShape } from './tag-shape.js';

/** Pushed tags that look like a requested one; a hint for a person and never a verdict. */
export interface SpellingSuggestion {
  readonly tag: string;
  /** Insertions, deletions, replacements and swaps of neighbours between the two. */
  readonly distance: number;
}

/** A typing slip changes a character or two; beyond that the likeness is chance. */
const DISTANCE_MAX = 2;

/**
 * Tags within two edits of the requested one, nearest first, then by text. Left out: signatures and
 * attestations, and commits, because two commits that differ in a digit have nothing to do with each other.
 */
export function suggestSpelling(
  requested: string,
  tags: readonly string[],
  limit: number,
): readonly SpellingSuggestion[] {
  if (readShape(requested).commit) return [];
  return [...new Set(tags)]
    .filter((tag) => tag !== requested && Math.abs(tag.length - requested.length) <= DISTANCE_MAX)
    .filter((tag) => !isAttestationTag(tag) && !readShape(tag).commit)
    .map((tag) => ({ tag, distance: editDistance(requested, tag) }))
    .filter(({ tag, distance }) => distance <= DISTANCE_MAX && distance * 2 < Math.max(tag.length, 3))
    .sort((a, b) => a.distance - b.distance || (a.tag < b.tag ? -1 : 1))
    .slice(0, limit);
}

/** Optimal string alignment distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (beforeLast[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
