import type { Statement } from '../database/statement.js';

/** Raw, because days are counted back from the database's own date, which its rows' days are compared with. */
export const newestActivity = (days: number, limit: number): Statement => ({
  text: `
    select feed, source, repository, first_at as "firstAt", last_at as "lastAt" from feed_activity
    where day > (now() at time zone 'utc')::date - $1::int
    order by day desc, repository, feed, source limit $2`,
  values: [days, limit],
});
