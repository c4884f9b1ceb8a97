import type { DeliveryLog, IncidentStore, StageQueue } from './ports/index.js';

export interface SweepDeps {
  readonly deliveries: Pick<DeliveryLog, 'unprocessed'>;
  readonly incidents: Pick<IncidentStore, 'undiagnosed'>;
  readonly queue: Pick<StageQueue, 'normalise' | 'diagnose'>;
  readonly now: () => Date;
}

/** What is younger than this is most likely still on its way through the queue. */
const GRACE_MS = 5_000;

/** How much one sweep puts back; the next one goes on. */
const BATCH = 1_000;

/** Puts back into the queue what the store says is not done; answers how much that was. */
export async function sweep(
  deps: SweepDeps,
): Promise<{ readonly deliveries: number; readonly incidents: number }> {
  const before = new Date(deps.now().getTime() - GRACE_MS);
  const deliveries = await deps.deliveries.unprocessed(before, BATCH);
  const incidents = await deps.incidents.undiagnosed(before, BATCH);
  if (deliveries.length > 0) await deps.queue.normalise(deliveries);
  if (incidents.length > 0) await deps.queue.diagnose(incidents);
  return { deliveries: deliveries.length, incidents: incidents.length };
}
