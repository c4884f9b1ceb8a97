import type { ContainerFailure } from '../evidence/snapshot.js';
import { classifyPullError, type PullError } from '../pull-error/index.js';

/** The failure that speaks for all of an incident, and what its text says. */
export interface LeadingFailure {
  readonly failure: ContainerFailure;
  readonly error: PullError;
}

/** How little a text tells: one that hides the cause comes last, an exact wording before a generic one. */
export function tellingRank(error: PullError): number {
  if (error.class === 'unknown') return 3;
  if (error.class === 'backoff_only') return 2;
  return error.certainty === 'exact' ? 0 : 1;
}

/**
 * The failure whose text tells most; ties go to the smallest container id, so that the answer does
 * not depend on the order of arrival. `null` when there is no failure.
 */
export function leadingFailure(failures: readonly ContainerFailure[]): LeadingFailure | null {
  const read = failures.map((failure): LeadingFailure => ({ failure, error: classifyPullError(failure) }));
  const [first] = read.sort(
    (a, b) => tellingRank(a.error) - tellingRank(b.error) || (a.failure.id < b.failure.id ? -1 : 1),
  );
  return first ?? null;
}
