import type { CaseFile } from '../evidence/case-file.js';
import type { Maker } from '../evidence/makers.js';
import type { Recorded } from '../evidence/snapshot.js';
import type { PullErrorClass } from '../pull-error/index.js';
import type {
  Cause,
  EvidenceItem,
  Fix,
  Level,
  LookedFor,
  VerdictBuild,
  VerdictCommit,
  VerdictPush,
} from '../verdict.js';

/**
 * What a finding rests on, strongest first. A stronger kind beats any sum of weaker ones:
 * `direct` names this tag (or is the node's own decisive text), `build` names this commit's build,
 * `probe` asked the registry, `absence` is silence inside a covered window, `statistics` is what
 * usually happens, `similarity` only suggests.
 */
export const WEIGHTS = ['direct', 'build', 'probe', 'absence', 'statistics', 'similarity'] as const;

export type Weight = (typeof WEIGHTS)[number];

/** What one hypothesis found in the evidence. */
export interface Finding {
  readonly cause: Cause;
  readonly weight: Weight;
  /** No higher than this, whatever the weight: a mapping that is only suggested, an ambiguous text. */
  readonly cap?: Level;
  readonly summary: string;
  readonly commit?: VerdictCommit | null;
  readonly build?: VerdictBuild | null;
  readonly push?: VerdictPush | null;
  readonly rule?: string | null;
  readonly fixes: readonly Fix[];
  /** The records it rests on; unsigned ones alone never prove. */
  readonly basis: readonly Recorded[];
  /** Facts that are no records: the node's text, a configured mapping. */
  readonly facts?: readonly EvidenceItem[];
  readonly against?: readonly EvidenceItem[];
  readonly lookedFor?: readonly LookedFor[];
}

/** A case file with what several hypotheses need computed once. */
export interface OpenCase extends CaseFile {
  readonly makers: readonly Maker[];
}

/** One way in which a pull fails, as a pure function of the evidence. */
export interface Hypothesis {
  /** Unique in the catalog. */
  readonly name: string;
  readonly causes: readonly Cause[];
  /** Error classes it can explain; `null` in the list stands for "nobody failed, the image is asked about". */
  readonly classes: readonly (PullErrorClass | null)[];
  /** What it needs, for the table in the docs. */
  readonly needs: string;
  examine(file: OpenCase): Finding | null;
}

/**
 * Explains an image that is not there. Also tried on texts that may as well mean that (an error's
 * `also`), and on an image nobody failed to pull.
 */
export const ABSENT: readonly (PullErrorClass | null)[] = ['not_found', null];
