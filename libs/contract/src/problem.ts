import { z } from 'zod';

/** Stable codes of `application/problem+json` answers; clients may switch on them. */
export const PROBLEM_CODES = [
  'bad_request',
  'invalid_body',
  'invalid_query',
  'unauthorized',
  'forbidden',
  'not_found',
  'unknown_source',
  'ambiguous_commit',
  'method_not_allowed',
  'not_acceptable',
  'conflict',
  'payload_too_large',
  'unsupported_media_type',
  'too_many_requests',
  'database_unavailable',
  'key_unavailable',
  'overloaded',
  'internal',
] as const;

export const ProblemCode = z.enum(PROBLEM_CODES);

/** RFC 9457 problem details, with a stable `code` and, for bad input, the fields at fault. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: ProblemCode,
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    candidates: z.array(z.string()).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof Problem>;
