import type { DeliveryLog, FactStore, StageQueue } from './ports/index.js';
import { asFact } from './record-facts.js';
import type { Normalised, SourceAdapter, SourceSettings } from './source-adapter.js';

export interface NormaliseDeps {
  readonly deliveries: Pick<DeliveryLog, 'find' | 'markIgnored' | 'markFailed'>;
  readonly facts: FactStore;
  readonly queue: Pick<StageQueue, 'diagnose'>;
  readonly adapterOf: (provider: string) => SourceAdapter | null;
  readonly settingsOf: (source: string) => SourceSettings | null;
  readonly now: () => Date;
}

/**
 * Turns one stored delivery into facts and asks for the diagnoses they make necessary.
 *
 * Idempotent, keyed by the delivery's id: a delivery that is processed already is left alone, and
 * facts are kept by content. A payload the adapter cannot make sense of is marked, never lost; an
 * error of the database is thrown, so that the queue tries again.
 */
export async function normaliseDelivery(deps: NormaliseDeps, id: string): Promise<void> {
  const delivery = await deps.deliveries.find(id);
  if (!delivery || delivery.state !== 'stored') return;
  const adapter = deps.adapterOf(delivery.provider);
  if (!adapter) {
    await deps.deliveries.markFailed(id, `no adapter for provider ${delivery.provider}`, deps.now());
    return;
  }
  const settings = deps.settingsOf(delivery.source) ?? {
    id: delivery.source,
    provider: delivery.provider,
    secrets: [],
  };
  const read = tryNormalise(adapter, delivery, settings);
  if ('failed' in read) return deps.deliveries.markFailed(id, read.failed, deps.now());
  if ('ignored' in read) return deps.deliveries.markIgnored(id, read.ignored, deps.now());
  const facts = read.observations.map((observation) => asFact(observation, delivery));
  const requests = await deps.facts.record({
    deliveryId: id,
    source: delivery.source,
    receivedAt: delivery.receivedAt,
    facts,
  });
  await deps.queue.diagnose(requests);
}

/** An adapter that throws has a defect: the delivery is kept as failed and can be replayed once it is mended. */
function tryNormalise(
  adapter: SourceAdapter,
  delivery: Parameters<SourceAdapter['normalise']>[0],
  settings: SourceSettings,
): Normalised | { readonly failed: string } {
  try {
    return adapter.normalise(delivery, settings);
  } catch (error) {
    return {
      failed: `the ${adapter.id} adapter failed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
