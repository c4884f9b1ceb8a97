import type { DiagnosisRequest } from '#pipeline';
import type { Episode } from '../containers/container-row.js';
import type { Session } from '../database/database.js';
import {
  type ComponentRow,
  findComponents,
  type LockedIncident,
  lockIncidents,
  lockKeys,
  type MemberRow,
  makeIncidents,
  mergeIncidents,
  readMembers,
  rekeyIncidents,
  writeMembers,
} from './assign.sql.js';
import { type IncidentPlan, planIncidents } from './plan-incidents.js';
import { refreshIncidents } from './refresh-incidents.js';

/**
 * Brings incidents in line with containers that changed. For every key, incidents are the groups of containers
 * whose times of failing overlap: a function of the containers, whatever the order in which they were reported.
 * The containers' rows are locked by this transaction.
 */
export async function assignIncidents(
  session: Session,
  episodes: readonly Episode[],
  newId: () => string,
): Promise<readonly DiagnosisRequest[]> {
  if (episodes.length === 0) return [];
  const containerIds = episodes.map(({ containerId }) => containerId);
  // Only who holds a container's lock changes its key, but whoever holds the key's lock may move it elsewhere:
  // so the members are read again once the keys are locked.
  const keyed = await session.run<MemberRow>(readMembers(containerIds));
  await session.run(lockKeys([...episodes, ...keyed].map(({ key }) => key)));
  const members = keyed.length > 0 ? await session.run<MemberRow>(readMembers(containerIds)) : [];
  const moving = episodes.filter((episode) => !staysInPlace(episode, members));
  const incidents = await session.run<LockedIncident>(
    lockIncidents(
      members.map(({ incidentId }) => incidentId),
      moving,
    ),
  );
  const touched = new Map(incidents.map((incident) => [incident.id, incident]));
  const merged = moving.length > 0 ? await reassign(session, moving, incidents, touched, newId) : [];
  return refreshIncidents(session, touched, merged);
}

/** A container that is reported again and again changes nothing about who belongs together. */
function staysInPlace(episode: Episode, members: readonly MemberRow[]): boolean {
  const member = members.find(({ containerId }) => containerId === episode.containerId);
  return (
    member?.key === episode.key &&
    member.starts.toISOString() === episode.starts &&
    (member.ends?.toISOString() ?? null) === episode.ends
  );
}

/** Carries out the plan; `touched` then holds the incidents that are left, new ones included. */
async function reassign(
  session: Session,
  moving: readonly Episode[],
  incidents: readonly LockedIncident[],
  touched: Map<string, LockedIncident>,
  newId: () => string,
): Promise<readonly LockedIncident[]> {
  const ids = incidents.map(({ id }) => id);
  const components = await session.run<ComponentRow>(findComponents(ids, moving));
  const plan = planIncidents(components, incidents, newId);
  if (plan.rekeyed.length > 0) await session.run(rekeyIncidents(plan.rekeyed));
  const made = madeIncidents(plan);
  if (made.length > 0) {
    await session.run(makeIncidents(made.map(({ id, key, openedAt }) => ({ id, key, starts: openedAt }))));
  }
  const assigned = plan.assigned.map(({ component, incidentId }) => ({ ...component, incidentId }));
  await session.run(writeMembers(assigned, ids, moving));
  if (plan.merged.length > 0) await session.run(mergeIncidents(plan.merged));
  for (const incident of made) touched.set(incident.id, incident);
  return plan.merged.flatMap(({ id }) => {
    const incident = touched.get(id);
    touched.delete(id);
    return incident ?? [];
  });
}

function madeIncidents({ assigned, made }: IncidentPlan): readonly LockedIncident[] {
  const ids = new Set(made);
  return assigned
    .filter(({ incidentId }) => ids.has(incidentId))
    .map(({ component, incidentId }) => ({
      id: incidentId,
      key: component.key,
      state: 'resolved',
      openedAt: component.starts,
      reference: '',
      version: 0,
    }));
}
