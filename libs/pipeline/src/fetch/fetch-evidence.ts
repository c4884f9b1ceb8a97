import { parseImageReference } from '#domain';
import type {
  EvidenceSource,
  FetchedDelivery,
  FetchMemory,
  ImageSettings,
  IncidentReader,
  RegistryReader,
  SourceForge,
} from '../ports/index.js';
import { askForges } from './ask-forges.js';
import { askRegistry } from './ask-registry.js';
import { commitQuestions } from './commit-questions.js';
import { type KeepDeps, keepFetched, observed } from './keep-fetched.js';
import { lacksEvidence } from './lacks-evidence.js';

export interface FetchDeps extends KeepDeps {
  readonly incidents: Pick<IncidentReader, 'get'>;
  readonly evidence: Pick<EvidenceSource, 'sourcesOf'>;
  readonly settings: ImageSettings;
  readonly registries: RegistryReader;
  readonly forges: readonly SourceForge[];
  readonly memory: FetchMemory;
}

const MINUTE_MS = 60_000;

/** How often an incident may ask, by its age: most is learned in the first minutes, and nothing after a week. */
const PAUSES: readonly (readonly [youngerThanMs: number, pauseMs: number])[] = [
  [10 * MINUTE_MS, 20_000],
  [60 * MINUTE_MS, 2 * MINUTE_MS],
  [7 * 24 * 60 * MINUTE_MS, 15 * MINUTE_MS],
];

/**
 * Asks registries and forges what the incidents' verdicts lack, and keeps each answer as a delivery.
 * Idempotent, keyed by the question: one that was asked a moment ago is not asked again, for whatever
 * incident and by whatever process, and the same answer is kept once. An incident that fails does not
 * keep the others from being asked for.
 */
export async function fetchEvidence(deps: FetchDeps, incidentIds: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const id of incidentIds) {
    await fetchForIncident(deps, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function fetchForIncident(deps: FetchDeps, id: string): Promise<void> {
  const incident = await deps.incidents.get(id);
  // What is over helps nobody.
  if (!incident?.verdict || incident.state !== 'open' || !lacksEvidence(incident.verdict)) return;
  const parsed = parseImageReference(incident.image.reference);
  if (!parsed.ok) return;
  const now = deps.now();
  const age = now.getTime() - Date.parse(incident.openedAt);
  const pause = PAUSES.find(([youngerThan]) => age < youngerThan)?.[1];
  if (pause === undefined) return;
  const turn = { now, until: new Date(now.getTime() + pause) };
  if ((await deps.memory.take(`incident ${id}`, turn)) === null) return;
  const image = parsed.reference;
  const said = await askRegistry(deps, {
    image,
    since: incident.openedAt,
    aboutSignature: incident.error.class === 'signature_policy',
  });
  const fetched: FetchedDelivery[] = said?.news ? [observed('registry_answer', [said.news])] : [];
  for (const question of await commitQuestions(deps, image, said?.origin ?? null)) {
    fetched.push(...(await askForges(deps, question)));
  }
  await keepFetched(deps, fetched);
}
