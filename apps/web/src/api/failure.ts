/**
 * Why a question was not answered. `unreachable`: no answer at all; `unavailable`: the server is
 * there and cannot answer now; `unexpected`: an answer that is not the API's.
 */
export type FailureReason =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'ambiguous'
  | 'rejected'
  | 'unavailable'
  | 'unreachable'
  | 'unexpected';

export interface Failure {
  readonly reason: FailureReason;
  /** The server's own sentence, where it gave one. */
  readonly detail: string | null;
  /** Full commit ids that a shortened one can mean; empty for every other reason. */
  readonly candidates: readonly string[];
}

/** Carries a failure through TanStack Query, which knows failed questions only as thrown errors. */
export class QuestionFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail ?? failure.reason);
  }
}

/** The failure inside an error of a query; anything else that was thrown is `unexpected`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof QuestionFailed) return error.failure;
  return { reason: 'unexpected', detail: error instanceof Error ? error.message : null, candidates: [] };
}
