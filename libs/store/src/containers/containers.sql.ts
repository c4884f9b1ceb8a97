import type { ContainerState } from '#domain';
import type { Statement } from '../database/statement.js';
import { columnsOf } from '../facts/fact-columns.js';
import type { ContainerRow } from './container-row.js';

// Raw, for row locks and statements over many rows, neither of which Prisma has.

/**
 * Makes sure that there is a row to lock. Ids come sorted, and every transaction makes its rows before it locks
 * any, so that transactions with the same containers wait for each other and never in a circle.
 */
export const reserveContainers = (ids: readonly string[]): Statement => ({
  name: 'reserve_containers',
  text: `
    insert into container (id, cluster, namespace, pod, container, image, reference, failing)
    select id, '', '', '', '', '', '', false from unnest($1::text[]) as t (id)
    on conflict do nothing`,
  values: [ids],
});

export const lockContainers = (ids: readonly string[]): Statement => ({
  name: 'lock_containers',
  text: 'select id, state from container where id = any($1::text[]) order by id for no key update',
  values: [ids],
});

export interface LockedContainer {
  readonly id: string;
  /** `null` for a row that was just made. */
  readonly state: ContainerState | null;
}

const COLUMNS = [
  'id',
  'cluster',
  'namespace',
  'pod',
  'container',
  'workload_kind',
  'workload_name',
  'node',
  'image',
  'reference',
  'host',
  'error_class',
  'failing',
  'first_seen',
  'last_seen',
  'recovered_at',
  'telling',
  'state',
] as const satisfies readonly (keyof ContainerRow)[];

export const writeContainers = (rows: readonly ContainerRow[]): Statement => ({
  name: 'write_containers',
  text: `
    update container c set
      cluster = t.cluster, namespace = t.namespace, pod = t.pod, container = t.container,
      workload_kind = t.workload_kind, workload_name = t.workload_name, node = t.node, image = t.image,
      reference = t.reference, host = t.host, error_class = t.error_class, failing = t.failing,
      first_seen = t.first_seen, last_seen = t.last_seen, recovered_at = t.recovered_at, telling = t.telling,
      state = t.state
    from unnest(
      $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::text[], $12::text[], $13::boolean[], $14::timestamptz[], $15::timestamptz[],
      $16::timestamptz[], $17::int[], $18::jsonb[]
    ) as t (${COLUMNS.join(', ')})
    where c.id = t.id`,
  values: columnsOf(rows, COLUMNS),
});

export const writeKnownHosts = (hosts: readonly string[]): Statement => ({
  name: 'write_known_hosts',
  text: 'insert into known_host (host) select * from unnest($1::text[]) on conflict do nothing',
  values: [hosts],
});

/** Failing containers closed by one heartbeat; the next one closes what is left. */
const MOST_UNSEEN = 2_000;

/** What an agent has not reported since a time from which on it has reported everything in its scope. */
export const unseenContainers = (scope: {
  readonly cluster: string;
  readonly knownSince: string;
  readonly namespaces: readonly string[] | null;
  readonly exceptNamespaces: readonly string[];
}): Statement => ({
  name: 'unseen_containers',
  text: `
    select id, state from container
    where cluster = $1 and failing and last_seen < $2::timestamptz and state is not null
      and ($3::text[] is null or namespace = any($3::text[])) and namespace <> all($4::text[])
    order by id limit $5`,
  values: [scope.cluster, scope.knownSince, scope.namespaces, scope.exceptNamespaces, MOST_UNSEEN],
});
