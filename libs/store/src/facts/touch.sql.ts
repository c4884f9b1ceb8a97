import type { Statement } from '../database/statement.js';

/**
 * Late news still corrects the verdict of an incident that is over: forges redeliver what is at most three days old
 * (GitHub docs, "Redelivering webhooks"), registries and agents catch up within days.
 */
const RE_EVALUATED_FOR = '7 days';

/**
 * Raw, for row locks in order. Marks the incidents that wait for one of these names and are open or were lately, and the deliveries as
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
      where (state = 'open' or resolved_at > now() - interval '${RE_EVALUATED_FOR}') and merged_into is null and id in (select incident_id from incident_name where name = any($1::text[]))
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
