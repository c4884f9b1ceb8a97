import { ProblemError } from '../problem/problem-error.js';

/** Longer texts are no tokens of ours and are not worth hashing. */
const MAX_TOKEN = 512;

/** The token of an `Authorization: Bearer …` header (RFC 6750, section 2.1), or `null`. */
export function bearerToken(authorization: string | undefined): string | null {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(authorization ?? '')?.[1];
  return token !== undefined && token.length <= MAX_TOKEN ? token : null;
}

/** 401 with the challenge of RFC 6750, section 3. */
export function unauthorized(detail: string, error?: 'invalid_token'): ProblemError {
  const challenge = error ? `Bearer realm="pulltrace", error="${error}"` : 'Bearer realm="pulltrace"';
  return new ProblemError(401, 'unauthorized', detail, { headers: { 'www-authenticate': challenge } });
}
