import { verifyIdToken } from './id-token.js';
import { type SignatureResult, unsignedBecause } from './signature-result.js';
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
 * subscriptions"). Authentication is the subscriber's choice there: where nobody is named as trusted,
 * the delivery is unsigned and stands on the secrecy of its address.
 */
export function verifyGooglePush(
  request: SignedRequest,
  { trust, publicKeys }: VendorTrust,
  now: Date,
): SignatureResult | { readonly ok: true; readonly signed: false } {
  if (trust === undefined) return { ok: true, signed: false };
  const { audience, identities } = trust;
  if (audience === undefined || audience === '' || identities.length === 0)
    return unsignedBecause('no_secret_configured');
  const expected = { issuers: ISSUERS, audience, emails: identities };
  return verifyIdToken(request.headers['authorization'], publicKeys?.get(KEYS), expected, now);
}
