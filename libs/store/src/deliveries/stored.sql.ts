import type { Statement } from '../database/statement.js';

/**
 * Raw, because Prisma has no running sum. Where the sum of the bodies passes the limit the rest stays out, before
 * it is read: the length of a body is known without it.
 */
export const storedAmong = (ids: readonly string[], bytes: number): Statement => ({
  name: 'stored_among',
  text: `
    select id, source, provider, event, delivery_id as "deliveryId", received_at as "receivedAt", signed, state,
      reason, observations, headers, body
    from (
      select *, sum(octet_length(body)) over (order by received_at, id) as upto
      from delivery where id = any($1::uuid[]) and state = 'stored'
    ) as waiting
    where upto <= $2 or upto = octet_length(body)
    order by received_at, id`,
  values: [ids, bytes],
});
