import { keepable } from './keepable.js';
import type { DeliveryLog, DeliveryOutcome, FactStore, StageQueue, StoredDelivery } from './ports/index.js';
import { asFact } from './record-facts.js';
import type { Normalised, SourceAdapter, SourceSettings } from './source-adapter.js';

export interface NormaliseDeps {
  readonly deliveries: Pick<DeliveryLog, 'stored' | 'markIgnored' | 'markFailed'>;
  readonly facts: FactStore;
  readonly queue: Pick<StageQueue, 'normalise' | 'diagnose'>;
  readonly adapterOf: (provider: string) => SourceAdapter | null;
  readonly settingsOf: (source: string) => SourceSettings | null;
  readonly now: () => Date;
}

/** Bodies that are held at the same time by one call: more than most webhooks may have, in bytes. */
const BODIES = 8 * 1024 * 1024;

/**
 * Turns stored deliveries into facts and asks for the diagnoses they make necessary.
 *
 * Idempotent, keyed by the deliveries' ids: a delivery that is processed already is left alone, and
 * facts are kept by content. A payload the adapter cannot make sense of is marked, never lost; an
 * error of the database is thrown, so that the queue tries again.
 */
export async function normaliseDeliveries(deps: NormaliseDeps, ids: readonly string[]): Promise<void> {
  let waiting = ids;
  while (waiting.length > 0) {
    const deliveries = await deps.deliveries.stored(waiting, BODIES);
    if (deliveries.length === 0) return;
    await normalisePart(deps, deliveries);
    const done = new Set(deliveries.map(({ id }) => id));
    waiting = waiting.filter((id) => !done.has(id));
  }
}

async function normalisePart(deps: NormaliseDeps, deliveries: readonly StoredDelivery[]): Promise<void> {
  const outcomes: DeliveryOutcome[] = [];
  for (const delivery of deliveries) {
    const read = tryNormalise(deps, delivery);
    if ('failed' in read) await deps.deliveries.markFailed(delivery.id, read.failed, deps.now());
    else if ('ignored' in read) await deps.deliveries.markIgnored(delivery.id, read.ignored, deps.now());
    else outcomes.push(outcomeOf(delivery, read.observations));
  }
  if (outcomes.length > 0) await record(deps, outcomes);
}

function outcomeOf(
  delivery: StoredDelivery,
  observations: Extract<Normalised, { observations: unknown }>['observations'],
): DeliveryOutcome {
  return {
    deliveryId: delivery.id,
    source: delivery.source,
    receivedAt: delivery.receivedAt,
    facts: observations.map((observation) => asFact(observation, delivery)),
  };
}

/** One delivery that cannot be recorded must not keep back those that came with it: each goes its own way then. */
async function record(deps: NormaliseDeps, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  try {
    await deps.queue.diagnose(await deps.facts.record(...outcomes));
  } catch (error) {
    if (outcomes.length === 1) throw error;
    for (const { deliveryId } of outcomes) await deps.queue.normalise([deliveryId]);
  }
}

/** An adapter that throws has a defect: the delivery is kept as failed and can be replayed once it is mended. */
function tryNormalise(
  deps: NormaliseDeps,
  delivery: StoredDelivery,
): Normalised | { readonly failed: string } {
  const { provider, source } = delivery;
  const adapter = deps.adapterOf(provider);
  if (!adapter) return { failed: `no adapter for provider ${provider}` };
  const settings = deps.settingsOf(source) ?? { id: source, provider, secrets: [] };
  try {
    return keepable(adapter.normalise(delivery, settings));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failed: `the ${adapter.id} adapter failed: ${reason}` };
  }
}
