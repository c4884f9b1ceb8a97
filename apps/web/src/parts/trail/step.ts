import type { StepKind } from '../verdict/causes.js';

/**
 * `broke`: the cause is here. `fails`: what the cluster suffers from it. `waiting`: not yet there.
 * `never`: did not happen, because an earlier step broke. `unknown`: nothing is recorded.
 */
export type StepState = 'done' | 'broke' | 'fails' | 'waiting' | 'never' | 'unknown';

/** One link between a commit and a pull. */
export interface TrailStep {
  readonly kind: StepKind;
  readonly state: StepState;
  /** What happened, in a few words. */
  readonly what: string;
  readonly details: readonly string[];
  /** RFC 3339; `null` when it did not happen or its time is not known. */
  readonly at: string | null;
  /** Milliseconds the step itself took, where its beginning and its end were seen. */
  readonly took: number | null;
  readonly url: string | null;
  /** Full commit id, for a step that has a report of its own. */
  readonly sha: string | null;
}

/** What a reader found out of a step. Without a state of its own, the cause decides the state. */
export type Reading = Omit<TrailStep, 'kind' | 'state'> & { readonly state?: StepState };

/** A reading that says nothing yet. */
export const NOTHING: Reading = { what: '', details: [], at: null, took: null, url: null, sha: null };
