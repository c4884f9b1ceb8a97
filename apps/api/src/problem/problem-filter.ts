import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contract';
import type { Logger } from '#platform';
import { NEEDS } from '../needs.js';
import { noSuchRoute } from './no-such-route.js';
import { ProblemError } from './problem-error.js';
import { problemOf } from './problem-of.js';

const DEFECT = new ProblemError(
  500,
  'internal',
  'the service failed on this request; its log has the details under the request id',
);

/** Makes every error an `application/problem+json` (RFC 9457) and logs what is the service's fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(NEEDS.log) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.problemFor(error, request);
    if (problem.status === 503) this.log.warn({ requestId: request.id }, problem.detail);
    else if (problem.status >= 500) this.log.error({ err: error, requestId: request.id }, 'request failed');
    if (reply.sent) return;
    sendProblem(reply, problem);
  }

  private problemFor(error: unknown, request: FastifyRequest): ProblemError {
    if (error instanceof NotFoundException && request.is404) return noSuchRoute(request.method, request.url);
    return problemOf(error) ?? DEFECT;
  }
}

/** Answers with a problem. `type` is the code, resolved against the documentation of codes. */
export function sendProblem(reply: FastifyReply, problem: ProblemError): void {
  const { errors, candidates, headers } = problem.extras;
  const body: Problem = {
    type: `urn:pulltrace:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    instance: `urn:pulltrace:request:${reply.request.id}`,
    ...(errors ? { errors: [...errors] } : {}),
    ...(candidates ? { candidates: [...candidates] } : {}),
  };
  // Written out here: Fastify's serializer is for JSON media types it was told of.
  void reply
    .code(problem.status)
    .headers(headers ?? {})
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}
