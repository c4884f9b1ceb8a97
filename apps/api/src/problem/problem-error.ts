import type { Problem } from '#contract';

export type ProblemCode = Problem['code'];

/** A field at fault and what it should be. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldProblem[];
  /** What the caller may have meant, e.g. the commits behind a prefix. */
  readonly candidates?: readonly string[];
  /** Headers of the answer, e.g. `www-authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is a problem. Thrown by handlers, turned into RFC 9457 by the one exception filter. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail);
  }
}

/** 404 for a thing that does not exist under a path that does. */
export const notFound = (detail: string) => new ProblemError(404, 'not_found', detail);
