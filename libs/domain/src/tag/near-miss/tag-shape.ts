import { type PrefixPeeled, type SuffixPeeled, stripPrefixes, withoutSuffixes } from '../affixes.js';
import { isCommitHex, isMixedHex } from '../hex.js';

/** The commit a tag names. */
export interface ShapedCommit {
  /** Lower case. */
  readonly hex: string;
  /** False for decimal digits and for letters alone, which a number or a word could be as well. */
  readonly trusted: boolean;
  readonly head: string;
  /** What follows it and is no known suffix: a time, a run number. */
  readonly tail: string;
}

/** The version or the counter at the end of a tag. */
export interface ShapedVersion {
  /** Lower case, without `v`: `1.2.3-rc.1`, `42`. */
  readonly core: string;
  readonly head: string;
}

/**
 * A tag in its parts, read without knowing anything about the repository, so that two tags can be
 * compared and indexed alike. A tag can have both a commit and a version.
 */
export interface TagShape {
  readonly commit: ShapedCommit | null;
  readonly version: ShapedVersion | null;
  /** Everything but the known suffixes, lower case, without a leading `v` before a digit. */
  readonly body: string;
  readonly suffix: SuffixPeeled;
}

/** Reads the shape of a tag; linear in its length. */
export function readShape(tag: string): TagShape {
  const suffix = withoutSuffixes(tag);
  const vees = /^[vV]+(?=\d)/.exec(suffix.text)?.[0] ?? '';
  const body = suffix.text.slice(vees.length);
  const peeled = stripPrefixes(body, []).at(-1) ?? { text: body, stripped: [], marker: null };
  return {
    commit: wholeCommit(peeled, vees) ?? commitAmongSegments(body, vees),
    version: versionAtEnd(body, vees),
    body: body.toLowerCase(),
    suffix,
  };
}

function wholeCommit({ text, stripped, marker }: PrefixPeeled, vees: string): ShapedCommit | null {
  if (!isCommitHex(text)) return null;
  const trusted = isMixedHex(text) || marker === 'commit';
  return { hex: text.toLowerCase(), trusted, head: vees + stripped.join(''), tail: '' };
}

/** The last segment that can only be hexadecimal. */
function commitAmongSegments(body: string, vees: string): ShapedCommit | null {
  const segments = [...body.matchAll(/[^-_.]+/g)].reverse();
  for (const { 0: segment, index } of segments) {
    const skipped = /^[gh][0-9a-f]{7,}$/i.test(segment) ? 1 : 0;
    const hex = segment.slice(skipped);
    if (!isCommitHex(hex) || !isMixedHex(hex)) continue;
    const head = vees + body.slice(0, index + skipped);
    return { hex: hex.toLowerCase(), trusted: true, head, tail: body.slice(index + segment.length) };
  }
  return null;
}

function versionAtEnd(body: string, vees: string): ShapedVersion | null {
  const dotted = /(?:^|[-_])v*(\d+\.\d.*)$/is.exec(body);
  const core = (dotted ?? /(?:^|[-_.])v*(\d+)$/i.exec(body))?.[1];
  if (core === undefined) return null;
  return { core: core.toLowerCase(), head: vees + body.slice(0, body.length - core.length) };
}
