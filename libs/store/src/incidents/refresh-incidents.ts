import { failureOf, groupFailure, interestingNames, wantedReference } from '#domain';
import type { DiagnosisRequest } from '#pipeline';
import type { Session } from '../database/database.js';
import { storableNames } from '../facts/storable-fact.js';
import type { LockedIncident } from './assign.sql.js';
import { type Belonging, extended, keepsItsVoice } from './extend-incident.js';
import {
  type ExtentRow,
  type RefreshedRow,
  readRefreshed,
  type ShownRow,
  seedNames,
  tellChannels,
  writeExtents,
  writeShown,
} from './refresh.sql.js';

/**
 * Brings up to date what incidents show when containers were reported again or joined, and nobody left. While
 * the same container speaks for all, that does not need the others: an incident of a thousand containers that
 * are reported one by one would otherwise be read a thousand times.
 */
export async function extendIncidents(
  session: Session,
  incidents: readonly LockedIncident[],
  belonging: readonly Belonging[],
): Promise<readonly DiagnosisRequest[]> {
  const episodesOf = ({ id }: LockedIncident) =>
    belonging.filter(({ incidentId }) => incidentId === id).map(({ episode }) => episode);
  const steady = incidents.filter((incident) => keepsItsVoice(incident, episodesOf(incident)));
  const extents = steady.map((incident) => extended(incident, episodesOf(incident)));
  const requests = extents.length > 0 ? await session.run<DiagnosisRequest>(writeExtents(extents)) : [];
  await tell(session, newsOf(steady, extents));
  const others = incidents.filter((incident) => !steady.includes(incident));
  return [...requests, ...(others.length > 0 ? await refreshIncidents(session, others, []) : [])];
}

/**
 * Computes anew what the incidents show, from their containers, and tells channels of those that were resolved
 * or failed again. `merged` incidents have none left: whoever was told of them is told that they are over.
 */
export async function refreshIncidents(
  session: Session,
  before: readonly LockedIncident[],
  merged: readonly LockedIncident[],
): Promise<readonly DiagnosisRequest[]> {
  const rows = await session.run<RefreshedRow>(readRefreshed(before.map(({ id }) => id)));
  const shown = rows.map(shownOf);
  // Resolved ones first: a key's open incident may be handed on from one row to another.
  const requests: DiagnosisRequest[] = [];
  for (const state of ['resolved', 'open'] as const) {
    const inState = shown.filter((row) => row.state === state);
    if (inState.length > 0) requests.push(...(await session.run<DiagnosisRequest>(writeShown(inState))));
  }
  const referenceOf = new Map(before.map(({ id, reference }) => [id, reference]));
  const seeds = shown.filter(({ id, reference }) => reference !== referenceOf.get(id)).flatMap(seedsOf);
  if (seeds.length > 0) await session.run(seedNames(seeds));
  const over = merged.map(({ id }) => ({ id, state: 'resolved' as const }));
  await tell(session, newsOf([...before, ...merged], [...shown, ...over]));
  return requests;
}

function shownOf({ id, openedAt, lastSeenAt, resolvedAt, speaker, speakerTelling }: RefreshedRow): ShownRow {
  const failure = failureOf(speaker);
  if (!failure) throw new Error(`container ${speaker.id} belongs to an incident without having failed`);
  const { error, reference } = groupFailure(failure);
  const image = wantedReference(failure.image);
  return {
    id,
    state: resolvedAt ? 'resolved' : 'open',
    opened_at: openedAt.toISOString(),
    last_seen_at: lastSeenAt.toISOString(),
    resolved_at: resolvedAt?.toISOString() ?? null,
    reference,
    registry: image.registry,
    repository: image.repository,
    tag: image.tag,
    digest: image.digest,
    error_class: error.class,
    error_message: failure.message,
    error_host: error.host,
    error_runtime: error.runtime,
    leading_id: speaker.id,
    leading_telling: speakerTelling,
  };
}

function seedsOf({ id, reference }: ShownRow) {
  return storableNames(interestingNames(wantedReference(reference), [])).map((name) => ({
    incidentId: id,
    name,
  }));
}

type News = Parameters<typeof tellChannels>[0][number];

/** Channels hear of the end, or of the return, of what they were told of: of incidents with a verdict. */
function newsOf(
  before: readonly LockedIncident[],
  after: readonly Pick<ExtentRow, 'id' | 'state'>[],
): readonly News[] {
  const stateOf = new Map(after.map(({ id, state }) => [id, state]));
  return before.flatMap(({ id, version, state: former }) => {
    const state = stateOf.get(id);
    if (version === 0 || !state || state === former) return [];
    return [{ incidentId: id, version, kind: state === 'resolved' ? 'resolved' : 'opened' }];
  });
}

async function tell(session: Session, news: readonly News[]): Promise<void> {
  if (news.length > 0) await session.run(tellChannels(news));
}
