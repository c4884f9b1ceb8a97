import { createHash } from 'node:crypto';
import type { Observation } from '#domain';
import { FETCHED_SOURCE } from '../api-adapter.js';
import type { DeliveryLog, FetchedDelivery, NewDelivery, StageQueue } from '../ports/index.js';

export interface KeepDeps {
  readonly deliveries: Pick<DeliveryLog, 'append'>;
  readonly queue: Pick<StageQueue, 'normalise'>;
  readonly now: () => Date;
  readonly newId: (now: Date) => string;
}

/** Something fetched that stands in for a delivery of a configured source. */
export interface StandIn extends FetchedDelivery {
  readonly source: string;
  /** The id that the sender gave it, so that the delivery itself is the same one should it come after all. */
  readonly deliveryId: string;
}

/** Observations in the form of a delivery. */
export function observed(event: string, observations: readonly Observation[]): FetchedDelivery {
  return {
    provider: FETCHED_SOURCE,
    event,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(observations), 'utf8'),
  };
}

/**
 * Puts what was fetched into the inbound log, from where it goes the way of every delivery: it is
 * normalised, kept by content and re-opens the question for the incidents it touches. Answers how much
 * of it was not there before; the same content comes to nothing.
 */
export async function keepFetched(
  deps: KeepDeps,
  fetched: readonly (FetchedDelivery | StandIn)[],
): Promise<number> {
  if (fetched.length === 0) return 0;
  const receivedAt = deps.now();
  const rows = fetched.map((one): NewDelivery => {
    const { provider, event, headers, body } = one;
    const [source, deliveryId] =
      'source' in one ? [one.source, one.deliveryId] : [FETCHED_SOURCE, `sha256:${hashOf(one)}`];
    // It came over a connection that Pulltrace opened to the server itself.
    return {
      id: deps.newId(receivedAt),
      source,
      provider,
      event,
      deliveryId,
      receivedAt,
      signed: true,
      headers,
      body,
    };
  });
  const kept = await deps.deliveries.append(rows);
  const fresh = kept.filter(({ duplicate }) => !duplicate).map(({ id }) => id);
  await deps.queue.normalise(fresh);
  return fresh.length;
}

const hashOf = ({ provider, event, body }: FetchedDelivery) =>
  createHash('sha256').update(`${provider} ${event}\n`).update(body).digest('hex');
