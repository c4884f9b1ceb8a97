import { HttpException } from '@nestjs/common';
import { StoreUnavailable } from '#store';
import { type ProblemCode, ProblemError } from './problem-error.js';

/**
 * Seconds a sender should wait while the database is away: about what a restart of PostgreSQL with
 * crash recovery takes, and far below the shortest give-up time of a sender that obeys the header.
 */
const RETRY_AFTER_SECONDS = 5;

const CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  413: 'payload_too_large',
  414: 'bad_request',
  415: 'unsupported_media_type',
  422: 'invalid_body',
  429: 'too_many_requests',
};

/** The problem that an error stands for; `null` for a defect, of which nothing may be told. */
export function problemOf(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof StoreUnavailable) {
    return new ProblemError(503, 'database_unavailable', 'the database is away; try again later', {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    });
  }
  const status = error instanceof HttpException ? error.getStatus() : clientStatusOf(error);
  const code = CODES[status];
  return code ? new ProblemError(status, code, (error as Error).message) : null;
}

/** Errors of Fastify and its plugins carry a status; those below 500 are the client's. */
function clientStatusOf(error: unknown): number {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return error instanceof Error && typeof statusCode === 'number' ? statusCode : 500;
}
