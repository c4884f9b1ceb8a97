import type { Statement } from '../database/statement.js';

/** Raw, because Prisma compares no two columns in a way that PostgreSQL matches with the partial index. */
export const undiagnosed = (before: Date, limit: number): Statement => ({
  text: `
    select id as "incidentId", revision from incident
    where revision > diagnosed_revision and merged_into is null and touched_at < $1
    order by touched_at, id limit $2`,
  values: [before.toISOString(), limit],
});
