import type { Episode } from '../containers/container-row.js';
import type { LockedIncident } from './assign.sql.js';
import type { ExtentRow } from './refresh.sql.js';

/** An episode that is, or is to be, part of this incident without changing who else is. */
export interface Belonging {
  readonly episode: Episode;
  readonly incidentId: string;
}

/** Whether the times of an episode and of an incident overlap. */
const overlaps = (episode: Episode, incident: LockedIncident): boolean =>
  (episode.ends === null || incident.openedAt <= new Date(episode.ends)) &&
  (incident.resolvedAt === null || incident.resolvedAt >= new Date(episode.starts));

/**
 * The incident that a container joins which was in none: the only one of its key that its episode overlaps. A
 * time of failing that is added never parts an incident, and joins two only if it overlaps both.
 */
export function joinedBy(episode: Episode, incidents: readonly LockedIncident[]): string | null {
  const [only, ...others] = incidents
    .filter(({ key }) => key === episode.key)
    .filter((one) => overlaps(episode, one));
  return only && others.length === 0 ? only.id : null;
}

/** Whether what the incident shows of its error stays as it is: nobody reported that speaks for it, or better. */
export const keepsItsVoice = (incident: LockedIncident, episodes: readonly Episode[]): boolean =>
  episodes.every(
    ({ containerId, telling }) =>
      containerId !== incident.leadingId &&
      (telling < incident.leadingTelling ||
        (telling === incident.leadingTelling && containerId > incident.leadingId)),
  );

/** The incident's times once these episodes are part of it. */
export function extended(incident: LockedIncident, episodes: readonly Episode[]): ExtentRow {
  const fails = incident.resolvedAt === null || episodes.some(({ ends }) => ends === null);
  const ends = [incident.resolvedAt?.toISOString(), ...episodes.map((episode) => episode.ends)];
  const last = ends
    .filter((end) => typeof end === 'string')
    .sort()
    .at(-1);
  return {
    id: incident.id,
    state: fails ? 'open' : 'resolved',
    opened_at: [incident.openedAt.toISOString(), ...episodes.map(({ starts }) => starts)].sort()[0] ?? '',
    last_seen_at:
      [incident.lastSeenAt.toISOString(), ...episodes.map(({ lastSeen }) => lastSeen)].sort().at(-1) ?? '',
    resolved_at: fails ? null : (last ?? null),
  };
}
