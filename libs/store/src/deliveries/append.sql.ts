import type { NewDelivery } from '#pipeline';
import type { Statement } from '../database/statement.js';
import { storableJson, storableKey, storableText } from '../storable.js';

/** A row that was inserted, or put back to `stored` because it had failed. */
export interface WrittenRow {
  readonly id: string;
  readonly source: string;
  readonly deliveryId: string;
}

/**
 * Raw, because Prisma cannot insert from arrays: a statement with a fixed text, prepared once, whatever the
 * size of the batch. The bodies come as one value, cut apart here, which spares their hexadecimal form.
 *
 * Rows are inserted in the order of their key, so that two batches with the same deliveries wait for each
 * other instead of dead-locking. `xmax = 0` holds for a row that this statement inserted. Of the rows that
 * conflict, only failed ones are updated and answered.
 */
const APPEND = `
  with input as (
    select t.*, substring($9::bytea from body_from + 1 for body_size) as body from unnest(
      $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[], $8::jsonb[],
      $10::int[], $11::int[]
    ) with ordinality
      as t (id, source, provider, event, delivery_id, received_at, signed, headers, body_from, body_size, ord)
  ), written as (
    insert into delivery as d (id, source, provider, event, delivery_id, received_at, signed, headers, body)
    select distinct on (source, delivery_id)
      id, source, provider, event, delivery_id, received_at, signed, headers, body
    from input order by source, delivery_id, ord
    on conflict (source, delivery_id) do update set state = 'stored', reason = null, processed_at = null
      where d.state = 'failed'
    returning d.id, d.source, d.delivery_id, d.received_at, d.xmax = 0 as inserted
  ), counted as (
    insert into source_total as total (source, slot, deliveries, last_delivery_at)
    select source, pg_backend_pid() % 8, count(*), max(received_at)
    from written where inserted group by source order by source
    on conflict (source, slot) do update set
      deliveries = total.deliveries + excluded.deliveries,
      last_delivery_at = greatest(total.last_delivery_at, excluded.last_delivery_at)
  )
  select id, source, delivery_id as "deliveryId" from written`;

export function append(deliveries: readonly NewDelivery[]): Statement {
  const column = <T>(of: (delivery: NewDelivery) => T) => deliveries.map(of);
  const sizes = column((delivery) => delivery.body.length);
  let end = 0;
  const starts = sizes.map((size) => (end += size) - size);
  return {
    name: 'append_deliveries',
    text: APPEND,
    values: [
      column((delivery) => delivery.id),
      column((delivery) => delivery.source),
      column((delivery) => delivery.provider),
      column((delivery) => delivery.event && storableText(delivery.event)),
      column((delivery) => storableKey(delivery.deliveryId)),
      column((delivery) => delivery.receivedAt.toISOString()),
      column((delivery) => delivery.signed),
      column((delivery) => storableJson(delivery.headers)),
      Buffer.concat(column((delivery) => delivery.body)),
      starts,
      sizes,
    ],
  };
}

/** Rows that were there before, by their keys. A statement of its own: it sees what was committed meanwhile. */
export const findKnown = (keys: readonly Pick<WrittenRow, 'source' | 'deliveryId'>[]): Statement => ({
  name: 'find_known_deliveries',
  text: `
    select d.id, d.source, d.delivery_id as "deliveryId"
    from unnest($1::text[], $2::text[]) as k (source, delivery_id)
    join delivery d on d.source = k.source and d.delivery_id = k.delivery_id`,
  values: [keys.map(({ source }) => source), keys.map(({ deliveryId }) => deliveryId)],
});
