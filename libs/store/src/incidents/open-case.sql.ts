import type { Statement } from '../database/statement.js';

/** An incident that is to be diagnosed, as it is now. */
export interface OpenCase {
  readonly revision: number;
  readonly reference: string;
  readonly version: number;
  /** Of the current verdict; `null` where there is none yet. */
  readonly decidedAt: Date | null;
  readonly body: unknown;
  /** Its containers: failing ones first, among them those that tell most. */
  readonly states: readonly unknown[];
  readonly names: readonly string[];
}

/**
 * Raw, because every diagnosis begins with it: one way to the server for four tables. None where the incident is
 * gone, merged into another, or diagnosed already.
 */
export const openCase = (id: string, containers: number): Statement => ({
  name: 'open_case',
  text: `
    select i.revision, i.reference, i.version, v.decided_at as "decidedAt", v.body, (
      select coalesce(jsonb_agg(c.state order by c.failing desc, c.telling desc, c.id), '[]') from (
        select c.id, c.state, c.failing, c.telling
        from incident_member m join container c on c.id = m.container_id
        where m.incident_id = i.id order by c.failing desc, c.telling desc, c.id limit $2) c
    ) as states, array(select name from incident_name n where n.incident_id = i.id) as names
    from incident i left join verdict v on v.incident_id = i.id and v.version = i.version
    where i.id = $1 and i.merged_into is null and i.revision > i.diagnosed_revision`,
  values: [id, containers],
});
