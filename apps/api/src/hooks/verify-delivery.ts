import type { RawDelivery, Verification } from '#pipeline';
import { type Clock, equalInConstantTime } from '#platform';
import { unauthorized } from '../auth/bearer.js';
import type { VerifiedDelivery } from '../inbox/keep-delivery.js';
import { ProblemError } from '../problem/problem-error.js';
import type { PublicKeys } from './public-keys.js';
import type { ConnectedSource } from './source-directory.js';
import { storedHeaders } from './stored-headers.js';

/** Injection token of the `VerifyDelivery` function. */
export const VERIFY_DELIVERY = Symbol('verifyDelivery');

/**
 * Checks a delivery over its raw bytes and takes from it what may be kept.
 *
 * @throws ProblemError 401, or 503 when a vendor's key cannot be had
 */
export type VerifyDelivery = (source: ConnectedSource, delivery: RawDelivery) => Promise<VerifiedDelivery>;

type Refusal = Extract<Verification, { ok: false }>['reason'];

const REASONS: Readonly<Record<Refusal, string>> = {
  missing_signature: 'the request carries no signature or credential',
  bad_signature: 'the signature or credential does not match',
  stale_timestamp: 'the signature is too old or too new; check the clocks',
  no_secret_configured: 'no secret is configured for this source',
  key_unavailable: "the vendor's public key cannot be had at the moment",
};

/**
 * Checks the token in the path, before the body is read. A source with a token requires it, and one
 * whose sender cannot sign has nothing else, so without a token it takes nothing.
 */
export function checkPathToken({ settings, adapter }: ConnectedSource, token: string | undefined): void {
  if (settings.token === undefined) {
    if (token !== undefined) throw unauthorized('this source takes no token in its path');
    if (adapter.unsigned && settings.secrets.length === 0 && !settings.trust)
      throw unauthorized(REASONS.no_secret_configured);
    return;
  }
  if (token === undefined || !equalInConstantTime(token, settings.token)) {
    throw unauthorized('the token in the path is missing or wrong');
  }
}

/** Verifies with the clock and, where the operator trusts a vendor's own signature, with the vendor's keys. */
export function deliveryVerifier(publicKeys: PublicKeys, clock: Clock): VerifyDelivery {
  return async (source, delivery) => {
    const { adapter, settings } = source.settings.trust ? await publicKeys.lend(source, delivery) : source;
    const verification = await adapter.verify(delivery, settings, clock());
    if (!verification.ok) throw refused(verification.reason);
    return {
      ...adapter.identify(delivery),
      source: settings.id,
      provider: adapter.id,
      signed: verification.signed,
      headers: storedHeaders(delivery.headers, adapter.secretHeaders),
      body: delivery.body,
    };
  };
}

/** 401 for the sender's mistakes; a key that we lack is ours, and the sender should try again. */
function refused(reason: Refusal): ProblemError {
  if (reason !== 'key_unavailable') return unauthorized(REASONS[reason]);
  return new ProblemError(503, 'key_unavailable', REASONS[reason], { headers: { 'retry-after': '5' } });
}
