import { diagnoseIncidents, normaliseDeliveries, type StageHandlers } from '#pipeline';
import type { WorkerNeeds } from './needs.js';

/** What is done with the jobs of each stage: the pipeline's use cases over what the worker is given. */
export function stageHandlers(needs: WorkerNeeds): StageHandlers {
  const settings = new Map(needs.sources.map((source) => [source.id, source]));
  const common = { queue: needs.queue, now: needs.clock };
  return {
    normalise: (deliveryIds) =>
      normaliseDeliveries(
        {
          ...common,
          deliveries: needs.deliveries,
          facts: needs.facts,
          adapterOf: (provider) => needs.adapters.get(provider) ?? null,
          settingsOf: (source) => settings.get(source) ?? null,
        },
        deliveryIds,
      ),
    diagnose: (incidentIds) =>
      diagnoseIncidents(
        { ...common, incidents: needs.incidents, evidence: needs.evidence, settings: needs.images },
        incidentIds,
      ),
  };
}
