import type { RawDelivery } from '#pipeline';
import type { Logger } from '#platform';
import type { FetchDocument } from './public-keys.js';
import type { ConnectedSource } from './source-directory.js';

/** Injection token of the `ConfirmSubscription` function. */
export const CONFIRM_SUBSCRIPTION = Symbol('confirmSubscription');

/** Answers a vendor that asks whether it may deliver. Does not wait: the vendor waits for our answer first. */
export type ConfirmSubscription = (source: ConnectedSource, delivery: RawDelivery) => void;

/**
 * Confirms over HTTPS and only at the vendor's own host, which the adapter sees to. The address holds a
 * token, so the log names the source and not the address.
 */
export function subscriptionConfirmer(fetchDocument: FetchDocument, log: Logger): ConfirmSubscription {
  return ({ adapter, settings }, delivery) => {
    const url = adapter.confirmationUrl?.(delivery) ?? null;
    if (url === null) return;
    void fetchDocument(url, false).then((answer) => {
      if (answer !== null) log.info({ source: settings.id }, 'confirmed a subscription');
      else log.warn({ source: settings.id }, 'a subscription could not be confirmed');
    });
  };
}
