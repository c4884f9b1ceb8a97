import type { KnownPrefix } from './affixes.js';
import { slugsOf } from './slugs.js';
import type { TagContext } from './types.js';

/** A context made ready for look-ups, once per call instead of once per reading. */
export interface KnownNames {
  readonly imageBasename: string | null;
  /** Branches by each of their slugs. */
  readonly branchesBySlug: ReadonlyMap<string, readonly string[]>;
  /** The image's own name and the branches' slugs, each with its hyphen, the longest slug first. */
  readonly prefixes: readonly KnownPrefix[];
}

/** Slugs every branch of the context and sorts what can stand before a commit or a version. */
export function knownNames(context: TagContext): KnownNames {
  const branchesBySlug = new Map<string, string[]>();
  for (const branch of new Set(context.branches ?? [])) {
    for (const slug of new Set(slugsOf(branch).map((entry) => entry.slug))) {
      branchesBySlug.set(slug, [...(branchesBySlug.get(slug) ?? []), branch]);
    }
  }
  const branches = [...branchesBySlug.keys()]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((slug): KnownPrefix => ({ prefix: `${slug}-`, marker: 'branch' }));
  const image: readonly KnownPrefix[] = context.imageBasename
    ? [{ prefix: `${context.imageBasename}-`, marker: 'image' }]
    : [];
  return { imageBasename: context.imageBasename || null, branchesBySlug, prefixes: [...image, ...branches] };
}
