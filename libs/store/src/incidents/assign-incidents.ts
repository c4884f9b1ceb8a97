import type { DiagnosisRequest } from '#pipeline';
import type { Episode } from '../containers/container-row.js';
import type { Session } from '../database/database.js';
import {
  type ComponentRow,
  findComponents,
  joinIncidents,
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
import { type Belonging, joinedBy } from './extend-incident.js';
import { type IncidentPlan, planIncidents } from './plan-incidents.js';
import { extendIncidents, refreshIncidents } from './refresh-incidents.js';

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
  const { staying, moving } = sorted(episodes, members);
  const incidents = await session.run<LockedIncident>(
    lockIncidents(
      members.map(({ incidentId }) => incidentId),
      moving,
    ),
  );
  const joining = joinsOf(moving, members, incidents);
  if (joining) {
    if (joining.length > 0) await session.run(joinIncidents(joining));
    return extendIncidents(session, incidents, [...staying, ...joining]);
  }
  const { left, merged } = await reassign(session, moving, incidents, newId);
  return refreshIncidents(session, left, merged);
}

/** A container that is reported again and again changes nothing about who belongs together. */
function sorted(episodes: readonly Episode[], members: readonly MemberRow[]) {
  const memberOf = new Map(members.map((member) => [member.containerId, member]));
  const staying: Belonging[] = [];
  const moving: Episode[] = [];
  for (const episode of episodes) {
    const member = memberOf.get(episode.containerId);
    const stays =
      member?.key === episode.key &&
      member.starts.toISOString() === episode.starts &&
      (member.ends?.toISOString() ?? null) === episode.ends;
    if (stays) staying.push({ episode, incidentId: member.incidentId });
    else moving.push(episode);
  }
  return { staying, moving };
}

/** Where all of them only join an incident that is there; `null` when more than that has to be worked out. */
function joinsOf(
  moving: readonly Episode[],
  members: readonly MemberRow[],
  incidents: readonly LockedIncident[],
): readonly Belonging[] | null {
  const known = new Set(members.map(({ containerId }) => containerId));
  const joins = moving.flatMap((episode) => {
    const incidentId = known.has(episode.containerId) ? null : joinedBy(episode, incidents);
    return incidentId ? [{ episode, incidentId }] : [];
  });
  return joins.length === moving.length ? joins : null;
}

/** Works out anew who belongs together. Answers the incidents that are left, and those left without anybody. */
async function reassign(
  session: Session,
  moving: readonly Episode[],
  incidents: readonly LockedIncident[],
  newId: () => string,
) {
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
  const mergedIds = new Set(plan.merged.map(({ id }) => id));
  return {
    left: [...incidents.filter(({ id }) => !mergedIds.has(id)), ...made],
    merged: incidents.filter(({ id }) => mergedIds.has(id)),
  };
}

/** The incidents of a plan that are not in the database yet. */
function madeIncidents({ assigned, made }: IncidentPlan): readonly LockedIncident[] {
  const ids = new Set(made);
  return assigned
    .filter(({ incidentId }) => ids.has(incidentId))
    .map(({ component, incidentId }) => ({
      id: incidentId,
      key: component.key,
      state: 'resolved',
      openedAt: component.starts,
      lastSeenAt: component.starts,
      resolvedAt: component.starts,
      reference: '',
      leadingId: '',
      leadingTelling: 0,
      version: 0,
    }));
}
