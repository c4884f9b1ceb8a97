import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_BODY_LIMIT } from '#pipeline';
import { type JsonResult, MAX_JSON_DEPTH, readJson } from '#platform';
import { ProblemError } from '../problem/problem-error.js';
import { inflate } from './inflate.js';
import { readBody } from './read-body.js';

const JSON_TYPE = /^application\/(json|[a-z0-9.+-]+\+json)$/;

const REASONS: Readonly<Record<Extract<JsonResult, { ok: false }>['reason'], string>> = {
  not_utf8: 'the body is not UTF-8',
  not_json: 'the body is not JSON',
  too_deep: `the body is nested deeper than ${MAX_JSON_DEPTH} levels`,
};

/**
 * The JSON body of a request, read after the guards have let it in. `@JsonBody({ schema })` hands it
 * to the schema pipe.
 */
export const JsonBody = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  readJsonBody(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Reads, inflates and parses a JSON body of at most `DEFAULT_BODY_LIMIT` bytes. */
export async function readJsonBody(request: FastifyRequest): Promise<unknown> {
  const type = mediaTypeOf(request);
  if (!JSON_TYPE.test(type)) throw unsupported(type, 'application/json');
  return parseJson(await readReport(request));
}

/** Bytes of a report, inflated, at most `DEFAULT_BODY_LIMIT` of them. */
export async function readReport(request: FastifyRequest): Promise<Buffer> {
  const body = await readBody(request.raw, DEFAULT_BODY_LIMIT);
  return inflate(body, request.raw.headers['content-encoding'], DEFAULT_BODY_LIMIT);
}

/** The JSON value of these bytes. @throws ProblemError 400 when they hold none */
function parseJson(bytes: Buffer): unknown {
  const result = readJson(bytes);
  if (!result.ok) throw new ProblemError(400, 'bad_request', REASONS[result.reason]);
  return result.value;
}

/** Media type without parameters, lower case; empty when the request names none. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.raw.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** 415 that says which media type to send. */
function unsupported(type: string, wanted: string): ProblemError {
  const sent = type === '' ? 'no content-type' : `content-type "${type.slice(0, 128)}"`;
  return new ProblemError(
    415,
    'unsupported_media_type',
    `the request has ${sent}; send content-type: ${wanted}`,
    { headers: { accept: wanted } },
  );
}
