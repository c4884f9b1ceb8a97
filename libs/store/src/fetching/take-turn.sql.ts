import type { Statement } from '../database/statement.js';

/** Raw, because the turn is looked at and closed in one statement: of several processes one gets it. */
export const takeTurn = (key: string, now: Date, until: Date): Statement => ({
  name: 'take_turn',
  text: `
    insert into fetch_memory as m (key, closed_until) values ($1, $3)
    on conflict (key) do update set closed_until = excluded.closed_until where m.closed_until <= $2
    returning note`,
  values: [key, now.toISOString(), until.toISOString()],
});
