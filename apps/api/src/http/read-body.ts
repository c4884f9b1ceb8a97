import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem/problem-error.js';
import { BodyBudget } from './body-budget.js';

const tooLarge = (limit: number) =>
  new ProblemError(413, 'payload_too_large', `the body is larger than ${limit} bytes`);
const cutOff = () => new ProblemError(400, 'bad_request', 'the body ended too early');

/** Memory is the process', so is its bound. */
const PROCESS_BUDGET = new BodyBudget();

/**
 * Reads a request's body as bytes. The limit is enforced while bytes arrive, so no more than `limit`
 * is ever held; what a client sends beyond it is thrown away by Node until the request ends or its
 * time is up.
 *
 * Bodies are read by the handlers and not by Fastify's parsers: who may send is decided first, every
 * content type is welcome on the hook path, and signatures are over exactly these bytes.
 *
 * @throws ProblemError 413 over the limit, 503 when other bodies fill the memory, 400 when it ends early
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  budget: BodyBudget = PROCESS_BUDGET,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  // The client may have gone while its token was looked up; nothing would ever tell so again.
  if (request.destroyed) return Promise.reject(cutOff());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (act: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      budget.give(length);
      act();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      try {
        budget.take(chunk.length);
      } catch (error) {
        settle(() => reject(error as ProblemError));
        return;
      }
      if (length > limit) settle(() => reject(tooLarge(limit)));
      else chunks.push(chunk);
    };
    const onEnd = () =>
      settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length)));
    const onGone = () => settle(() => reject(cutOff()));
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}
