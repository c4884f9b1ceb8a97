import type { Statement } from '../database/statement.js';

/**
 * Raw, for row locks in order. Marks the open incidents that wait for one of these names, and the deliveries as
 * processed, in one statement: either both are done or the deliveries are still `stored` and will be done again.
 */
export const touchAndSettle = (
  names: readonly string[],
  deliveries: readonly { readonly id: string; readonly observations: number }[],
): Statement => ({
  name: 'touch_and_settle',
  text: `
    with locked as (
      select id from incident
      where state = 'open' and id in (select incident_id from incident_name where name = any($1::text[]))
      order by id for no key update
    ), settled as (
      update delivery d set state = 'processed', reason = null, processed_at = now(), observations = t.observations
      from unnest($2::uuid[], $3::int[]) as t (id, observations) where d.id = t.id
    )
    update incident i set revision = i.revision + 1, touched_at = now()
    from locked where i.id = locked.id
    returning i.id as "incidentId", i.revision`,
  values: [names, deliveries.map(({ id }) => id), deliveries.map(({ observations }) => observations)],
});
