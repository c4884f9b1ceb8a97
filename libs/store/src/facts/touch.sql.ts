import type { Statement } from '../database/statement.js';

/**
 * Raw, for row locks in order. Marks the open incidents that wait for one of these names, and the delivery as
 * processed, in one statement: either both are done or the delivery is still `stored` and will be done again.
 */
export const touchAndSettle = (
  names: readonly string[],
  delivery: { readonly id: string; readonly observations: number },
): Statement => ({
  name: 'touch_and_settle',
  text: `
    with locked as (
      select id from incident
      where state = 'open' and id in (select incident_id from incident_name where name = any($1::text[]))
      order by id for no key update
    ), settled as (
      update delivery set state = 'processed', reason = null, processed_at = now(), observations = $3
      where id = $2::uuid
    )
    update incident i set revision = i.revision + 1, touched_at = now()
    from locked where i.id = locked.id
    returning i.id as "incidentId", i.revision`,
  values: [names, delivery.id, delivery.observations],
});
