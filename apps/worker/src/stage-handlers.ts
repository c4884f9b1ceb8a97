import { diagnoseIncidents, fetchEvidence, normaliseDeliveries, type StageHandlers } from '#pipeline';
import type { WorkerNeeds } from './needs.js';

/** What is done with the jobs of each stage: the pipeline's use cases over what the worker is given. */
export function stageHandlers(needs: WorkerNeeds): StageHandlers {
  const settings = new Map(needs.sources.map((source) => [source.id, source]));
  const common = { queue: needs.queue, now: needs.clock };
  const { outside } = needs;
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
        {
          ...common,
          incidents: needs.incidents,
          evidence: needs.evidence,
          settings: needs.images,
          canFetch: outside !== null,
        },
        incidentIds,
      ),
    // Jobs of an earlier configuration have nobody to ask any more.
    fetch: async (incidentIds) => {
      if (outside === null) return;
      const { deliveries, evidence, images, newId } = needs;
      const deps = { ...common, ...outside, deliveries, evidence, settings: images, newId };
      await fetchEvidence(deps, incidentIds);
    },
  };
}
