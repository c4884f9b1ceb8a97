import type { NewDelivery } from '#pipeline';
import { bodyDigest } from '#platform';
import type { ApiNeeds } from '../needs.js';
import type { Enqueue } from './enqueue.js';

/** Injection token of the `KeepDelivery` function. */
export const KEEP_DELIVERY = Symbol('keepDelivery');

/** A verified delivery before it has a row; `deliveryId` is `null` where the sender has no id. */
export type VerifiedDelivery = Omit<NewDelivery, 'id' | 'deliveryId' | 'receivedAt'> & {
  readonly deliveryId: string | null;
};

/** What the sender is told. */
export interface Receipt {
  /** Row id, for `GET /v1/deliveries/{id}`. */
  readonly id: string;
  /** The sender's id, or the hash of the body. */
  readonly deliveryId: string;
  readonly duplicate: boolean;
}

/** Commits a delivery and has it worked; resolves after the commit. */
export type KeepDelivery = (delivery: VerifiedDelivery) => Promise<Receipt>;

/** Longest sender's id kept as it is; GitHub's have 36 characters and CloudEvents' rarely exceed 100. */
const MAX_DELIVERY_ID = 256;

/** Keeps deliveries in the inbox and enqueues those that are new. */
export function deliveryKeeper(
  needs: Pick<ApiNeeds, 'inbox' | 'clock' | 'newId'>,
  enqueue: Enqueue,
): KeepDelivery {
  return async (delivery) => {
    const receivedAt = needs.clock();
    const deliveryId = deliveryKey(delivery.deliveryId, delivery.body);
    const kept = await needs.inbox.append({
      ...delivery,
      id: needs.newId(receivedAt),
      deliveryId,
      receivedAt,
    });
    if (!kept.duplicate) enqueue(kept.id);
    return { id: kept.id, deliveryId, duplicate: kept.duplicate };
  };
}

/** The sender's id, or the body's hash where it has none or one too long to index. */
function deliveryKey(deliveryId: string | null, body: Buffer): string {
  const usable = deliveryId !== null && deliveryId !== '' && deliveryId.length <= MAX_DELIVERY_ID;
  return usable ? deliveryId : bodyDigest(body);
}
