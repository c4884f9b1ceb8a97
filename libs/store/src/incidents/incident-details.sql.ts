import type { AffectedWorkload } from '#domain';
import type { Statement } from '../database/statement.js';

/** Most clusters, namespaces, images and workloads an incident lists; the counts are of all. One page of the API. */
const MAX_LISTED = 200;

export interface IncidentDetails {
  readonly id: string;
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[];
  readonly workloads: readonly AffectedWorkload[];
  readonly images: readonly string[];
  readonly nodes: number;
  readonly pods: number;
}

const listed = (column: string) => `
  (coalesce(array_agg(distinct c.${column} collate "C" order by c.${column} collate "C")
    filter (where c.${column} <> ''), '{}'))[1:${MAX_LISTED}]`;

/** Raw, because one statement computes the scopes of a whole page of incidents from their containers. */
export const readDetails = (ids: readonly string[]): Statement => ({
  name: 'read_details',
  text: `
    select i.id, scope.*, workload.workloads
    from unnest($1::text[]) as i (id)
    cross join lateral (
      select ${listed('cluster')} as clusters, ${listed('namespace')} as namespaces, ${listed('reference')} as images,
        count(distinct (c.cluster, c.node)) filter (where c.node is not null)::int as nodes,
        count(distinct (c.cluster, c.namespace, c.pod))::int as pods
      from incident_member m join container c on c.id = m.container_id where m.incident_id = i.id
    ) scope
    cross join lateral (
      select coalesce(jsonb_agg(w), '[]') as workloads from (
        select distinct c.cluster collate "C" as cluster, c.namespace collate "C" as namespace,
          c.workload_kind collate "C" as kind, c.workload_name collate "C" as name
        from incident_member m join container c on c.id = m.container_id
        where m.incident_id = i.id and c.workload_kind is not null and c.workload_name is not null
        order by 1, 2, 3, 4 limit ${MAX_LISTED}
      ) w
    ) workload`,
  values: [ids],
});
