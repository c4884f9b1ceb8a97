import type { Statement } from '../database/statement.js';
import { FACT } from './evidence.sql.js';

// Raw, because every diagnosis asks all of these: with a name they are parsed and planned once per connection, where
// Prisma makes each anew and costs the process several times what the server needs for the answer.

export const newestBranches = (repository: string, limit: number): Statement => ({
  name: 'newest_branches',
  text: 'select branch from source_branch where repository = $1 order by last_at desc, branch limit $2',
  values: [repository, limit],
});

/** With the kind in the text, so that one plan serves all repositories. */
export const newestOfSource = (
  kind: 'build' | 'commit',
  repository: string,
  until: Date | null,
  limit: number,
): Statement => ({
  name: `newest_${kind}s`,
  text: `
    select ${FACT} from observation o where repository = $1 and kind = '${kind}' and at <= $2
    order by o.at desc, o.id desc limit $3`,
  values: [repository, until?.toISOString() ?? 'infinity', limit],
});

export const failingOnHost = (cluster: string, host: string, limit: number): Statement => ({
  name: 'failing_on_host',
  text: `
    select state from container where cluster = $1 and host = $2 and failing
    order by last_seen desc, id limit $3`,
  values: [cluster, host, limit],
});

export const recoveredOnHost = (cluster: string, host: string, limit: number): Statement => ({
  name: 'recovered_on_host',
  text: `
    select state from container where cluster = $1 and host = $2 and recovered_at is not null
    order by recovered_at desc, id limit $3`,
  values: [cluster, host, limit],
});

export const knownHost = (host: string): Statement => ({
  name: 'known_host',
  text: 'select host from known_host where host = $1',
  values: [host],
});

export const repositoriesByKeys = (keys: readonly string[], limit: number): Statement => ({
  name: 'repositories_by_keys',
  text: 'select repository from repository_key where key = any($1::text[]) order by key, repository limit $2',
  values: [keys, limit],
});

export const activityOfRepositories = (names: readonly string[], limit: number): Statement => ({
  name: 'activity_of_repositories',
  text: `
    select feed, source, repository, first_at as "firstAt", last_at as "lastAt" from feed_activity
    where repository = any($1::text[]) order by day desc, repository desc, feed, source limit $2`,
  values: [names, limit],
});
