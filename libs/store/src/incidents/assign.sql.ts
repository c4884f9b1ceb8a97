import type { Episode } from '../containers/container-row.js';
import type { Statement } from '../database/statement.js';

// Raw, for advisory locks, row locks in order, and the window function that finds overlapping times.

export interface MemberRow {
  readonly containerId: string;
  readonly key: string;
  readonly incidentId: string;
  readonly starts: Date;
  readonly ends: Date | null;
}

export const readMembers = (containerIds: readonly string[]): Statement => ({
  name: 'read_members',
  text: `
    select container_id as "containerId", key, incident_id as "incidentId", starts, nullif(ends, 'infinity') as ends
    from incident_member where container_id = any($1::text[])`,
  values: [containerIds],
});

/** Locks of this store, told apart from others on the same server: "pull" as a number. */
const LOCK_CLASS = 0x70756c6c;
/** More keys than this share locks, so that a large delivery does not fill the server's lock table (6,400 entries). */
const LOCKS = 1024;

/**
 * Only one transaction at a time decides about a key's incidents. Locks are taken in one order, after the rows
 * of the containers and before those of the incidents.
 */
export const lockKeys = (keys: readonly string[]): Statement => ({
  name: 'lock_keys',
  text: `
    select pg_advisory_xact_lock(${LOCK_CLASS}, slot)
    from (select distinct abs(hashtext(key) % ${LOCKS}) as slot from unnest($1::text[]) as t (key) order by slot) s`,
  values: [keys],
});

export interface LockedIncident {
  readonly id: string;
  readonly key: string;
  readonly state: 'open' | 'resolved';
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly reference: string;
  readonly leadingId: string;
  readonly leadingTelling: number;
  readonly version: number;
}

/** Locks the named incidents and those of an episode's key that it touches. */
export const lockIncidents = (ids: readonly string[], episodes: readonly Episode[]): Statement => ({
  name: 'lock_incidents',
  text: `
    select i.id, i.key, i.state, i.opened_at as "openedAt", i.last_seen_at as "lastSeenAt",
      i.resolved_at as "resolvedAt", i.reference, i.leading_id as "leadingId",
      i.leading_telling as "leadingTelling", i.version
    from incident i
    where i.merged_into is null and i.id in (
      select * from unnest($1::text[])
      union
      select touched.id from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) as e (key, starts, ends)
      join incident touched on touched.key = e.key and touched.merged_into is null
        and touched.opened_at <= e.ends and coalesce(touched.resolved_at, 'infinity') >= e.starts
    )
    order by i.id for no key update`,
  values: [
    ids,
    episodes.map(({ key }) => key),
    episodes.map(({ starts }) => starts),
    episodes.map(({ ends }) => ends ?? 'infinity'),
  ],
});

export interface ComponentRow {
  readonly key: string;
  readonly starts: Date;
  readonly ends: Date | null;
  readonly former: readonly string[];
}

/**
 * The components that the containers of these incidents and the changed ones fall into: sorted by start, one
 * begins where all before have ended ("gaps and islands").
 */
export const findComponents = (incidentIds: readonly string[], episodes: readonly Episode[]): Statement => ({
  name: 'find_components',
  text: `
    with changed as (
      select * from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
        as t (container_id, key, starts, ends)
    ), member as (
      select container_id, key, incident_id, starts, ends from incident_member
      where incident_id = any($1::text[]) and container_id <> all($2::text[])
      union all
      select c.container_id, c.key, m.incident_id, c.starts, c.ends
      from changed c left join incident_member m on m.container_id = c.container_id
    ), marked as (
      select *, starts > max(ends) over (
        partition by key order by starts, container_id rows between unbounded preceding and 1 preceding) as begins
      from member
    ), numbered as (
      select *, count(*) filter (where begins) over (partition by key order by starts, container_id) as number
      from marked
    )
    select key, min(starts) as starts, nullif(max(ends), 'infinity') as ends,
      coalesce(array_agg(distinct incident_id) filter (where incident_id is not null), '{}') as former
    from numbered group by key, number order by key, starts`,
  values: [incidentIds, ...episodeColumns(episodes)],
});

const episodeColumns = (episodes: readonly Episode[]) => [
  episodes.map(({ containerId }) => containerId),
  episodes.map(({ key }) => key),
  episodes.map(({ starts }) => starts),
  episodes.map(({ ends }) => ends ?? 'infinity'),
];

/** Takes incidents out of the way of the rule that a key has one open incident; they are refreshed afterwards. */
export const rekeyIncidents = (
  rows: readonly { readonly id: string; readonly key: string }[],
): Statement => ({
  text: `
    update incident i set key = t.key, state = 'resolved', resolved_at = coalesce(resolved_at, last_seen_at)
    from unnest($1::text[], $2::text[]) as t (id, key) where i.id = t.id`,
  values: [rows.map(({ id }) => id), rows.map(({ key }) => key)],
});

/** Incidents are made resolved and empty; refreshing opens those that are. */
export const makeIncidents = (
  rows: readonly { readonly id: string; readonly key: string; readonly starts: Date }[],
): Statement => ({
  text: `
    insert into incident (id, key, state, opened_at, last_seen_at, resolved_at, reference, registry, repository,
      error_class, error_message, leading_id, leading_telling, revision, touched_at)
    select id, key, 'resolved', starts, starts, starts, '', '', '', '', '', '', 0, 0, now()
    from unnest($1::text[], $2::text[], $3::timestamptz[]) as t (id, key, starts)`,
  values: [
    rows.map(({ id }) => id),
    rows.map(({ key }) => key),
    rows.map(({ starts }) => starts.toISOString()),
  ],
});

/** Adds containers to the one incident that each of them overlaps with. */
export const joinIncidents = (
  rows: readonly { readonly episode: Episode; readonly incidentId: string }[],
): Statement => ({
  name: 'join_incidents',
  text: `
    insert into incident_member (container_id, key, starts, ends, incident_id)
    select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])`,
  values: [...episodeColumns(rows.map(({ episode }) => episode)), rows.map(({ incidentId }) => incidentId)],
});

/** Puts every container into the incident of the component whose time it falls into. */
export const writeMembers = (
  assigned: readonly {
    readonly key: string;
    readonly starts: Date;
    readonly ends: Date | null;
    readonly incidentId: string;
  }[],
  incidentIds: readonly string[],
  episodes: readonly Episode[],
): Statement => ({
  text: `
    with component as (
      select * from unnest($6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[])
        as t (key, starts, ends, incident_id)
    ), changed as (
      select * from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
        as t (container_id, key, starts, ends)
    ), moved as (
      update incident_member m set incident_id = c.incident_id
      from component c
      where m.incident_id = any($1::text[]) and m.container_id <> all($2::text[])
        and c.key = m.key and m.starts between c.starts and c.ends and m.incident_id <> c.incident_id
    )
    insert into incident_member (container_id, key, incident_id, starts, ends)
    select e.container_id, e.key, c.incident_id, e.starts, e.ends
    from changed e join component c on c.key = e.key and e.starts between c.starts and c.ends
    on conflict (container_id) do update set
      key = excluded.key, incident_id = excluded.incident_id, starts = excluded.starts, ends = excluded.ends`,
  values: [
    incidentIds,
    ...episodeColumns(episodes),
    assigned.map(({ key }) => key),
    assigned.map(({ starts }) => starts.toISOString()),
    assigned.map(({ ends }) => ends?.toISOString() ?? 'infinity'),
    assigned.map(({ incidentId }) => incidentId),
  ],
});

/** Nobody is left in these: their containers belong to another incident now. */
export const mergeIncidents = (
  rows: readonly { readonly id: string; readonly into: string }[],
): Statement => ({
  text: `
    with merged as (
      update incident i set state = 'resolved', resolved_at = coalesce(resolved_at, last_seen_at), merged_into = t.into_id
      from unnest($1::text[], $2::text[]) as t (id, into_id) where i.id = t.id
    )
    delete from incident_name where incident_id = any($1::text[])`,
  values: [rows.map(({ id }) => id), rows.map(({ into }) => into)],
});
