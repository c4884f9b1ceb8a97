import { diagnose, leadingFailure, wantedReference } from '#domain';
import { lacksEvidence } from './fetch/lacks-evidence.js';
import { gatherEvidence } from './gather-evidence.js';
import type { EvidenceSource, ImageSettings, IncidentStore, StageQueue } from './ports/index.js';

export interface DiagnoseDeps {
  readonly incidents: IncidentStore;
  readonly evidence: EvidenceSource;
  readonly settings: ImageSettings;
  readonly queue: Pick<StageQueue, 'diagnose' | 'fetch'>;
  /** Whether there is anybody to ask for what a verdict lacks. */
  readonly canFetch: boolean;
  readonly now: () => Date;
}

/**
 * Decides incidents that were touched together, one after the other. One that fails does not keep the others from
 * being decided; what it failed with is thrown in the end, so that the queue tries again.
 */
export async function diagnoseIncidents(deps: DiagnoseDeps, incidentIds: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const id of incidentIds) {
    await diagnoseIncident(deps, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Decides one incident anew from all evidence known now. Idempotent, keyed by the incident's
 * revision: nothing is done when the newest revision is diagnosed already.
 */
async function diagnoseIncident(deps: DiagnoseDeps, incidentId: string): Promise<void> {
  const incident = await deps.incidents.open(incidentId);
  if (!incident) return;
  const leading = leadingFailure(incident.failures);
  const image = wantedReference(leading?.failure.image ?? incident.reference);
  const { snapshot, names } = await gatherEvidence(
    deps.evidence,
    deps.settings,
    image,
    incident.failures,
    (names) => deps.incidents.waitFor(incident, names),
  );
  const decidedAt = deps.now();
  const diagnosis = diagnose(snapshot, decidedAt.toISOString());
  const again = await deps.incidents.conclude(incident, { diagnosis, names, decidedAt });
  if (again) await deps.queue.diagnose([again]);
  if (deps.canFetch && lacksEvidence(diagnosis)) {
    await deps.queue.fetch([{ incidentId: incident.id, revision: incident.revision }]);
  }
}
