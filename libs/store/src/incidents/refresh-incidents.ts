import { failureOf, groupFailure, interestingNames, wantedReference } from '#domain';
import type { DiagnosisRequest } from '#pipeline';
import type { Session } from '../database/database.js';
import { storableNames } from '../facts/storable-fact.js';
import type { LockedIncident } from './assign.sql.js';
import {
  type RefreshedRow,
  readRefreshed,
  type ShownRow,
  seedNames,
  tellChannels,
  writeShown,
} from './refresh.sql.js';

/**
 * Computes anew what the incidents show, from their containers, and tells channels of those that were resolved
 * or failed again. `merged` incidents have none left: whoever was told of them is told that they are over.
 */
export async function refreshIncidents(
  session: Session,
  before: ReadonlyMap<string, LockedIncident>,
  merged: readonly LockedIncident[],
): Promise<readonly DiagnosisRequest[]> {
  const rows = await session.run<RefreshedRow>(readRefreshed([...before.keys()].sort()));
  const shown = rows.map(shownOf);
  // Resolved ones first: a key's open incident may be handed on from one row to another.
  const requests: DiagnosisRequest[] = [];
  for (const state of ['resolved', 'open'] as const) {
    const inState = shown.filter((row) => row.state === state);
    if (inState.length > 0) requests.push(...(await session.run<DiagnosisRequest>(writeShown(inState))));
  }
  const seeds = shown.filter((row) => row.reference !== before.get(row.id)?.reference).flatMap(seedsOf);
  if (seeds.length > 0) await session.run(seedNames(seeds));
  const news = [
    ...shown.flatMap((row) => newsOf(before.get(row.id), row.state)),
    ...merged.flatMap((incident) => newsOf(incident, 'resolved')),
  ];
  if (news.length > 0) await session.run(tellChannels(news));
  return requests;
}

function shownOf({ id, openedAt, lastSeenAt, resolvedAt, speaker }: RefreshedRow): ShownRow {
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
  };
}

function seedsOf({ id, reference }: ShownRow) {
  return storableNames(interestingNames(wantedReference(reference), [])).map((name) => ({
    incidentId: id,
    name,
  }));
}

/** Channels hear of the end, or of the return, of what they were told of: of incidents with a verdict. */
function newsOf(before: LockedIncident | undefined, state: 'open' | 'resolved') {
  if (!before || before.version === 0 || before.state === state) return [];
  const kind = state === 'resolved' ? ('resolved' as const) : ('opened' as const);
  return [{ incidentId: before.id, version: before.version, kind }];
}
