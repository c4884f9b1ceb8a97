import type { Marker } from './affixes.js';
import type { KnownNames } from './known-names.js';
import type { CandidateKind } from './types.js';

/** What a build knows about itself and can write into a tag. */
export interface BuildRef {
  /** Full commit id, 40 or 64 lower-case hex. */
  readonly commit: string;
  /** Id of the commit's tree, of the same length. */
  readonly tree: string;
  readonly branch: string;
  readonly gitTag: string;
  readonly pullRequest: number;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly runId: number;
  /** Start of the build, RFC 3339 in UTC. */
  readonly startedAt: string;
  /** Objects in the clone the build runs in: decides how far git abbreviates. */
  readonly objectCount: number;
}

/** The part of a build that a tag names, so that it can be read back. */
export type Named = Exclude<keyof BuildRef, 'runAttempt' | 'objectCount'>;

/** A tool, or a habit, that writes tags of a convention. */
export interface TagWriter {
  readonly id: string;
  readonly tool: string;
  /** The setting or expression that does it. */
  readonly setting: string;
  /** `null`: the tag says too little to find the build again. */
  readonly names: Named | null;
  /** `null` when the build has nothing this writer could write. */
  render(ref: BuildRef): string | null;
}

/** A tag with affixes off, as a convention gets to see it. */
export interface TagForm {
  readonly text: string;
  readonly marker: Marker | null;
}

/** One reading of a form; the deriver adds what was stripped. */
export interface Reading {
  readonly kind: CandidateKind;
  readonly value: string;
  readonly strength: number;
  readonly ambiguous?: true;
}

/**
 * What a convention reads, which decides the forms it gets: commits and numbers are looked for once
 * all suffixes are off, names and versions in every form, because a suffix can belong to the name.
 */
export type ConventionFamily = 'commit' | 'number' | 'version' | 'name';

/** A named way of writing tags, and of reading them back. */
export interface TagConvention {
  /** Name of the rule in candidates and verdicts. */
  readonly id: string;
  readonly family: ConventionFamily;
  readonly title: string;
  /** Where the rule is defined: vendor page, project, specification. */
  readonly source: string;
  readonly writers: readonly TagWriter[];
  derive(form: TagForm, known: KnownNames): readonly Reading[];
}
