import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { readJsonText } from '../json/read-json.js';
import { flag, list, read, shape, text } from '../lenient/schema.js';
import { SIGNED, type SignatureResult, unsignedBecause } from './signature-result.js';

/** What a token must say to be accepted. */
export interface IdTokenExpectation {
  readonly issuers: readonly string[];
  readonly audience: string;
  /** E-mail addresses of the service accounts that may deliver. */
  readonly emails: readonly string[];
}

/** Clocks of sender and receiver may differ by this much, in seconds (Google's libraries allow the same). */
const CLOCK_SKEW_SECONDS = 60;

const headerSchema = shape({ alg: text, kid: text });

const claimsSchema = shape({
  iss: text,
  aud: z.unknown().optional(),
  exp: z.unknown().optional(),
  iat: z.unknown().optional(),
  email: text,
  email_verified: flag,
});

const keySetSchema = shape({
  keys: list(shape({ kid: text, kty: text, n: text, e: text, alg: text, use: text })),
});

/**
 * Checks an OIDC ID token in `Authorization: Bearer …` (RS256): signature, issuer, audience, expiry
 * and the verified e-mail of the service account. Signature and audience alone would let anybody's
 * service account in (GHSA-h9cx-xjg6-5v2w).
 *
 * @param keySet the issuer's JWKS document; `undefined` when it could not be fetched
 */
export function verifyIdToken(
  authorization: string | undefined,
  keySet: string | undefined,
  expected: IdTokenExpectation,
  now: Date,
): SignatureResult {
  const bearer = /^Bearer +([\w-]+)\.([\w-]+)\.([\w-]+)\s*$/i.exec(authorization ?? '');
  if (authorization === undefined || authorization === '') return unsignedBecause('missing_signature');
  const [, head, body, signature] = bearer ?? [];
  if (head === undefined || body === undefined || signature === undefined)
    return unsignedBecause('bad_signature');
  if (keySet === undefined) return unsignedBecause('key_unavailable');
  const key = signingKey(decoded(head, headerSchema), keySet);
  const signed = Buffer.from(`${head}.${body}`);
  if (key === null || !verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')))
    return unsignedBecause('bad_signature');
  return checkClaims(decoded(body, claimsSchema), expected, now);
}

function checkClaims(
  claims: z.output<typeof claimsSchema>,
  expected: IdTokenExpectation,
  now: Date,
): SignatureResult {
  const audiences = Array.isArray(claims?.aud) ? claims.aud : [claims?.aud];
  const holds =
    expected.issuers.includes(claims?.iss ?? '') &&
    audiences.includes(expected.audience) &&
    claims?.email_verified === true &&
    expected.emails.includes(claims.email ?? '');
  if (!holds) return unsignedBecause('bad_signature');
  const seconds = now.getTime() / 1000;
  const { exp, iat } = claims;
  const valid =
    typeof exp === 'number' &&
    seconds < exp + CLOCK_SKEW_SECONDS &&
    (typeof iat !== 'number' || seconds > iat - CLOCK_SKEW_SECONDS);
  return valid ? SIGNED : unsignedBecause('stale_timestamp');
}

function decoded<Schema extends z.ZodType>(part: string, schema: Schema): z.output<Schema> | undefined {
  const json = readJsonText(Buffer.from(part, 'base64url').toString('utf8'));
  return json.ok ? read(schema, json.value) : undefined;
}

/** The issuer's key that the token names. Only RS256 is accepted, never what the token asks for. */
function signingKey(header: z.output<typeof headerSchema>, keySet: string): KeyObject | null {
  const json = readJsonText(keySet);
  const keys = json.ok ? (read(keySetSchema, json.value)?.keys ?? []) : [];
  const jwk = keys.find(({ kid, kty }) => kid !== undefined && kid === header?.kid && kty === 'RSA');
  if (header?.alg !== 'RS256' || jwk?.n === undefined || jwk.e === undefined) return null;
  try {
    return createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' });
  } catch {
    return null;
  }
}
