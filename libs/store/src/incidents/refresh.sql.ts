import type { ContainerState } from '#domain';
import type { Statement } from '../database/statement.js';
import { columnsOf } from '../facts/fact-columns.js';

// Raw, for lateral joins (an incident with its most telling container) and updates of many rows.

export interface RefreshedRow {
  readonly id: string;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  /** `null` while a container fails. */
  readonly resolvedAt: Date | null;
  /** The container that speaks for all: the most telling, then the smallest id. */
  readonly speaker: ContainerState;
  readonly speakerTelling: number;
}

export const readRefreshed = (ids: readonly string[]): Statement => ({
  name: 'read_refreshed',
  text: `
    select i.id, extent.opened_at as "openedAt", extent.last_seen as "lastSeenAt",
      nullif(extent.ends, 'infinity') as "resolvedAt", speaker.state as speaker, speaker.telling as "speakerTelling"
    from unnest($1::text[]) as i (id)
    cross join lateral (
      select min(m.starts) as opened_at, max(m.ends) as ends, max(c.last_seen) as last_seen
      from incident_member m join container c on c.id = m.container_id where m.incident_id = i.id
    ) extent
    cross join lateral (
      select c.state, c.telling from incident_member m join container c on c.id = m.container_id
      where m.incident_id = i.id order by c.telling desc, c.id limit 1
    ) speaker`,
  values: [ids],
});

/** What an incident shows, as columns. */
export interface ShownRow {
  readonly id: string;
  readonly state: 'open' | 'resolved';
  readonly opened_at: string;
  readonly last_seen_at: string;
  readonly resolved_at: string | null;
  readonly reference: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly error_class: string;
  readonly error_message: string;
  readonly error_host: string | null;
  readonly error_runtime: string | null;
  readonly leading_id: string;
  readonly leading_telling: number;
}

const COLUMNS = [
  'id',
  'state',
  'opened_at',
  'last_seen_at',
  'resolved_at',
  'reference',
  'registry',
  'repository',
  'tag',
  'digest',
  'error_class',
  'error_message',
  'error_host',
  'error_runtime',
  'leading_id',
  'leading_telling',
] as const satisfies readonly (keyof ShownRow)[];

/** Writes what the incidents show and asks for their diagnosis. */
export const writeShown = (rows: readonly ShownRow[]): Statement => ({
  name: 'write_shown',
  text: `
    update incident i set
      state = t.state, opened_at = t.opened_at, last_seen_at = t.last_seen_at, resolved_at = t.resolved_at,
      reference = t.reference, registry = t.registry, repository = t.repository, tag = t.tag, digest = t.digest,
      error_class = t.error_class, error_message = t.error_message, error_host = t.error_host,
      error_runtime = t.error_runtime, leading_id = t.leading_id, leading_telling = t.leading_telling, revision = i.revision + 1, touched_at = now()
    from unnest(
      $1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
      $15::text[], $16::int[]
    ) as t (${COLUMNS.join(', ')})
    where i.id = t.id
    returning i.id as "incidentId", i.revision`,
  values: columnsOf(rows, COLUMNS),
});

/** The part of it that changes while the same container goes on speaking for all. */
export type ExtentRow = Pick<ShownRow, 'id' | 'state' | 'opened_at' | 'last_seen_at' | 'resolved_at'>;

/** Writes when the incidents began, were last seen and ended, and asks for their diagnosis. */
export const writeExtents = (rows: readonly ExtentRow[]): Statement => ({
  name: 'write_extents',
  text: `
    update incident i set
      state = t.state, opened_at = t.opened_at, last_seen_at = t.last_seen_at, resolved_at = t.resolved_at,
      revision = i.revision + 1, touched_at = now()
    from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
      as t (id, state, opened_at, last_seen_at, resolved_at)
    where i.id = t.id
    returning i.id as "incidentId", i.revision`,
  values: columnsOf(rows, ['id', 'state', 'opened_at', 'last_seen_at', 'resolved_at']),
});

/** Names read from the shown image; those of an image that is shown no longer go. */
export const seedNames = (
  rows: readonly { readonly incidentId: string; readonly name: string }[],
): Statement => ({
  text: `
    with seed as (select * from unnest($1::text[], $2::text[]) as t (incident_id, name)),
    outdated as (
      delete from incident_name n
      where n.seeded and n.incident_id = any($1::text[])
        and not exists (select from seed s where s.incident_id = n.incident_id and s.name = n.name)
    )
    insert into incident_name (name, incident_id, seeded)
    select name, incident_id, true from seed order by name, incident_id
    on conflict (name, incident_id) do update set seeded = true`,
  values: [rows.map(({ incidentId }) => incidentId), rows.map(({ name }) => name)],
});

/** Tells channels, for incidents that they have been told of. */
export const tellChannels = (
  rows: readonly {
    readonly incidentId: string;
    readonly version: number;
    readonly kind: 'opened' | 'resolved';
  }[],
): Statement => ({
  text: `
    insert into outbox (incident_id, version, kind, created_at)
    select *, now() from unnest($1::text[], $2::int[], $3::text[])`,
  values: [
    rows.map(({ incidentId }) => incidentId),
    rows.map(({ version }) => version),
    rows.map(({ kind }) => kind),
  ],
});
