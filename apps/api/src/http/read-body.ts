import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem/problem-error.js';

const tooLarge = (limit: number) =>
  new ProblemError(413, 'payload_too_large', `the body is larger than ${limit} bytes`);

/**
 * Reads a request's body as bytes. The limit is enforced while bytes arrive, so no more than `limit`
 * is ever held; what a client sends beyond it is thrown away by Node until the request ends or its
 * time is up.
 *
 * Bodies are read by the handlers and not by Fastify's parsers: who may send is decided first, every
 * content type is welcome on the hook path, and signatures are over exactly these bytes.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (act: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      act();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) settle(() => reject(tooLarge(limit)));
      else chunks.push(chunk);
    };
    const onEnd = () =>
      settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length)));
    const onGone = () =>
      settle(() => reject(new ProblemError(400, 'bad_request', 'the body ended too early')));
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}
