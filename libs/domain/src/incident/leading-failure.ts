import type { ContainerFailure } from '../evidence/snapshot.js';
import { classifyPullError, type PullError } from '../pull-error/index.js';

/** The failure that speaks for all of an incident, and what its text says. */
export interface LeadingFailure {
  readonly failure: ContainerFailure;
  readonly error: PullError;
}

/** Texts that hide the cause come last; among the others an exact wording beats a generic one. */
function rank({ error }: LeadingFailure): number {
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
  const [first] = read.sort((a, b) => rank(a) - rank(b) || (a.failure.id < b.failure.id ? -1 : 1));
  return first ?? null;
}
