import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#platform';
import { ProblemError } from '../problem/problem-error.js';
import { sendProblem } from '../problem/problem-filter.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** A caller's request id is kept when it is short and plain, so that it cannot forge log lines. */
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Time a client has to send a whole request, in milliseconds: GitHub's largest delivery (25 MiB) fits
 * at 3.5 Mbit/s, and a client that trickles bytes does not hold a connection for longer.
 */
const REQUEST_TIMEOUT_MS = 60_000;

/** Path parameters hold tokens of up to 256 characters and ids; longer ones are refused by the router. */
const MAX_PARAM_LENGTH = 512;

export const FASTIFY_OPTIONS = {
  logger: false,
  requestIdHeader: false,
  requestTimeout: REQUEST_TIMEOUT_MS,
  routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
  // No Nest middleware is used, so its engine need not run on every request.
  skipMiddie: true,
  genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  },
  // Addresses that the router cannot read never reach a handler or the exception filter.
  frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
    prepare(reply);
    sendProblem(reply, new ProblemError(400, 'bad_request', error.message));
  },
} as const;

/** PostgreSQL's text cannot hold NUL, so no name or value here does either. */
const nulInAddress = new ProblemError(400, 'bad_request', 'the address holds a NUL character');

/** Content types that Fastify reads without doubt; others are none of its business, see below. */
const PLAIN_TYPE = /^[a-z0-9.+-]+\/[a-z0-9.+-]+(; ?charset=[a-z0-9-]+)?$/i;

/** Hooks on every request: headers, and an access log whose lines name routes and never addresses. */
export function addHooks(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    prepare(reply);
    if (request.url.includes('%00')) return done(nulInAddress);
    // Fastify answers 415 to a malformed content type before a handler is asked. Which types are
    // read is for the handlers to say: the hook path takes anything.
    const type = request.raw.headers['content-type'];
    if (type !== undefined && !PLAIN_TYPE.test(type))
      request.headers = { 'content-type': 'application/octet-stream' };
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const status = reply.statusCode;
    const fields = () => ({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    });
    if (status >= 400 && status < 500) log.info(fields(), 'refused');
    else log.debug(fields(), 'answered');
    done();
  });
}

function prepare(reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS).header('x-request-id', reply.request.id);
}

/** Leaves every body to the handlers; see `readBody`. */
export function leaveBodiesUnread(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
}
