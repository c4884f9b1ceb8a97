import { type KnownPrefix, stripPrefixes } from '../affixes.js';

/** What stands before a commit or a version, sorted into what is known and what is not. */
export interface TagHead {
  readonly branch: string | null;
  readonly pullRequest: string | null;
  /** What remains, without separators at its end, lower case. */
  readonly unknown: string;
}

/** Markers at the end of a head: `main-sha-`, the `g` of `git describe` and the `h` of chartpress, the `v` of a version. */
const MARKER_AT_END = /(?:^|[-_.])(?:sha|git|commit|build|[gh]|v+)?[-_.]?$/i;
/** Stands for the commit or version, so that a prefix always has something to be a prefix of. */
const CORE = '0';

/** Sorts a head; `known` are the prefixes that the context makes known (`knownNames`). */
export function readHead(head: string, known: readonly KnownPrefix[]): TagHead {
  const chain = stripPrefixes(head + CORE, known);
  const off = (marker: string) => {
    const index = chain.findIndex((form) => form.marker === marker);
    return index < 0 ? null : (chain[index]?.stripped.at(-1)?.toLowerCase() ?? null);
  };
  const rest = (chain.at(-1)?.text ?? '').slice(0, -CORE.length);
  return {
    branch: off('branch'),
    pullRequest: off('pull_request'),
    unknown: rest.replace(MARKER_AT_END, '').toLowerCase(),
  };
}
