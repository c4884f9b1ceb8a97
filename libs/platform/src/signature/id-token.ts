import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { readJsonText } from '../json/read-json.js';
import { type SignatureFailure, unsignedBecause } from './signature-result.js';

/** What a token must say to be accepted. */
export interface IdTokenExpectation {
  readonly issuers: readonly string[];
  readonly audience: string;
}

/** Outcome of checking an ID token; what its claims allow is for the caller to say. */
export type IdTokenResult =
  | { readonly ok: true; readonly claims: JWTPayload }
  | { readonly ok: false; readonly reason: SignatureFailure };

/** Clocks of sender and receiver may differ by this much, in seconds (Google's libraries allow the same). */
const CLOCK_SKEW_SECONDS = 60;

const TIMES = new Set(['exp', 'nbf', 'iat']);

/**
 * Checks an OIDC ID token (RS256, whatever the token asks for): signature, issuer, audience and times.
 * That alone would let anybody's job or service account in (GHSA-h9cx-xjg6-5v2w).
 *
 * @param keySet the issuer's JWKS document; `undefined` when it could not be fetched
 */
export async function verifyIdToken(
  token: string,
  keySet: string | undefined,
  { issuers, audience }: IdTokenExpectation,
  now: Date,
): Promise<IdTokenResult> {
  if (keySet === undefined) return unsignedBecause('key_unavailable');
  try {
    const { payload } = await jwtVerify(token, keysIn(keySet), {
      issuer: [...issuers],
      audience,
      algorithms: ['RS256'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: now,
      requiredClaims: ['exp'],
    });
    // A token may be used from the moment it was made, which the standard leaves to `nbf`.
    const early = (payload.iat ?? 0) - CLOCK_SKEW_SECONDS >= now.getTime() / 1000;
    return early ? unsignedBecause('stale_timestamp') : { ok: true, claims: payload };
  } catch (error) {
    return unsignedBecause(reasonOf(error));
  }
}

/** Key id that the token names, for whoever keeps the key sets; `null` when it is no token. */
export function idTokenKeyId(token: string): string | null {
  const json = readJsonText(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8'));
  const header = json.ok ? (json.value as { readonly kid?: unknown } | null) : null;
  return typeof header?.kid === 'string' ? header.kid : null;
}

function keysIn(keySet: string): ReturnType<typeof createLocalJWKSet> {
  const json = readJsonText(keySet);
  return createLocalJWKSet((json.ok ? json.value : null) as JSONWebKeySet);
}

/** Everything that is not right about a token is an error of the library; only times are told apart. */
function reasonOf(error: unknown): SignatureFailure {
  if (error instanceof errors.JWTExpired) return 'stale_timestamp';
  const aboutTime = error instanceof errors.JWTClaimValidationFailed && TIMES.has(error.claim);
  return aboutTime ? 'stale_timestamp' : 'bad_signature';
}
