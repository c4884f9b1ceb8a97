import { verifyIdToken } from './id-token.js';
import { SIGNED, type SignatureResult, unsignedBecause } from './signature-result.js';
import type { SignedRequest, VendorTrust } from './vendor-keys.js';

/** Google's signing keys as a JWKS document (Google OpenID Connect discovery document, `jwks_uri`). */
const KEYS = 'https://www.googleapis.com/oauth2/v3/certs';

const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/** Address of the keys a Pub/Sub push was signed with; `null` where it carries no token. */
export function googlePushKeyUrl({ headers }: SignedRequest): string | null {
  return headers['authorization'] === undefined ? null : KEYS;
}

/**
 * Checks the ID token of an authenticated push subscription (Pub/Sub docs, "Authentication for push
 * subscriptions"): signature, audience, and that it is of one of the service accounts that are trusted.
 * Authentication is the subscriber's choice there: where nobody is named as trusted, the delivery is
 * unsigned and stands on the secrecy of its address.
 */
export async function verifyGooglePush(
  { headers }: SignedRequest,
  { trust, publicKeys }: VendorTrust,
  now: Date,
): Promise<SignatureResult | { readonly ok: true; readonly signed: false }> {
  if (trust === undefined) return { ok: true, signed: false };
  const { audience, identities } = trust;
  if (audience === undefined || audience === '' || identities.length === 0)
    return unsignedBecause('no_secret_configured');
  const authorization = headers['authorization'] ?? '';
  if (authorization === '') return unsignedBecause('missing_signature');
  const token = /^Bearer +(\S+)\s*$/i.exec(authorization)?.[1];
  if (token === undefined) return unsignedBecause('bad_signature');
  const result = await verifyIdToken(token, publicKeys?.get(KEYS), { issuers: ISSUERS, audience }, now);
  if (!result.ok) return result;
  const { email, email_verified: verified } = result.claims;
  const trusted = typeof email === 'string' && identities.includes(email);
  return trusted && (verified === true || verified === 'true') ? SIGNED : unsignedBecause('bad_signature');
}
