/** Outcome of checking a credential over the raw bytes of a request. */
export type SignatureResult =
  | { readonly ok: true; readonly signed: true }
  | { readonly ok: false; readonly reason: SignatureFailure };

/**
 * Why a credential did not hold. `missing_signature`: the request carries none.
 * `no_secret_configured`: there is nothing to check against, which never means "accept all".
 * `key_unavailable`: the vendor's public key is not at hand; the sender should try again.
 */
export type SignatureFailure =
  | 'missing_signature'
  | 'bad_signature'
  | 'stale_timestamp'
  | 'no_secret_configured'
  | 'key_unavailable';

export const SIGNED: SignatureResult = { ok: true, signed: true };

/** The result of a check that failed, for this reason. */
export const unsignedBecause = (
  reason: SignatureFailure,
): Extract<SignatureResult, { readonly ok: false }> => ({ ok: false, reason });

/**
 * Tries every non-empty secret on the credential a request carries, so that two can be valid while
 * one is rotated. An empty secret is no secret and an empty credential is none: they never match.
 */
export function anySecret(
  credential: string | undefined,
  secrets: readonly string[],
  matches: (secret: string) => boolean,
): SignatureResult {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return unsignedBecause('no_secret_configured');
  if (credential === undefined || credential.trim() === '') return unsignedBecause('missing_signature');
  return usable.some(matches) ? SIGNED : unsignedBecause('bad_signature');
}
