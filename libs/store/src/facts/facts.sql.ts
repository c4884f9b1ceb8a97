import type { Statement } from '../database/statement.js';
import type {
  activityRows,
  branchRows,
  imageSourceRows,
  MentionRow,
  repositoryKeyRows,
  tagKeyRows,
} from './derived-rows.js';
import { columnsOf } from './fact-columns.js';
import type { ObservationRow } from './observation-row.js';

// Raw, because a delivery's facts go into each table in one statement with a fixed text, and because Prisma
// has no upsert that takes the smaller or larger of two values. The rows come sorted by their keys.

/**
 * Answers the ids of facts that are new. A fact that is known is changed only where this arrival says more:
 * an earlier time (where the sender gave none), or a signature.
 */
export const writeObservations = (rows: readonly ObservationRow[]): Statement => ({
  name: 'write_observations',
  text: `
    insert into observation as o
      (id, delivery_id, source, kind, provider, at, received_at, signed, repository, commit, branch, git_tag, run_id,
       run_number, pull_request, data)
    select * from unnest(
      $1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
      $8::boolean[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::bigint[],
      $16::jsonb[])
    on conflict (id) do update set
      at = least(o.at, excluded.at),
      received_at = least(o.received_at, excluded.received_at),
      signed = o.signed or excluded.signed
    where excluded.at < o.at or (excluded.signed and not o.signed)
    returning o.id, o.xmax = 0 as inserted`,
  values: columnsOf(rows, [
    'id',
    'delivery_id',
    'source',
    'kind',
    'provider',
    'at',
    'received_at',
    'signed',
    'repository',
    'commit',
    'branch',
    'git_tag',
    'run_id',
    'run_number',
    'pull_request',
    'data',
  ]),
});

export const writeMentions = (rows: readonly MentionRow[]): Statement => ({
  name: 'write_mentions',
  text: `
    insert into image_mention as m (observation_id, ordinal, kind, repository, tag, digest, at)
    select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
    on conflict (observation_id, ordinal) do update set at = least(m.at, excluded.at) where excluded.at < m.at`,
  values: columnsOf(rows, ['observation_id', 'ordinal', 'kind', 'repository', 'tag', 'digest', 'at']),
});

export const writeTagKeys = (rows: Readonly<ReturnType<typeof tagKeyRows>>): Statement => ({
  name: 'write_tag_keys',
  text: `
    insert into tag_key (repository, key, tag)
    select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
  values: columnsOf(rows, ['repository', 'key', 'tag']),
});

export const writeRepositoryKeys = (rows: Readonly<ReturnType<typeof repositoryKeyRows>>): Statement => ({
  name: 'write_repository_keys',
  text: `
    insert into repository_key (key, repository)
    select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
  values: columnsOf(rows, ['key', 'repository']),
});

export const countImageSources = (rows: Readonly<ReturnType<typeof imageSourceRows>>): Statement => ({
  name: 'count_image_sources',
  text: `
    insert into image_source as s (repository, source_repository, how, observations)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
    on conflict (repository, source_repository, how)
      do update set observations = s.observations + excluded.observations`,
  values: columnsOf(rows, ['repository', 'source_repository', 'how', 'observations']),
});

export const writeBranches = (rows: Readonly<ReturnType<typeof branchRows>>): Statement => ({
  name: 'write_branches',
  text: `
    insert into source_branch as b (repository, branch, last_at)
    select * from unnest($1::text[], $2::text[], $3::timestamptz[])
    on conflict (repository, branch) do update set last_at = excluded.last_at where excluded.last_at > b.last_at`,
  values: columnsOf(rows, ['repository', 'branch', 'last_at']),
});

export const writeActivity = (rows: Readonly<ReturnType<typeof activityRows>>): Statement => ({
  name: 'write_activity',
  text: `
    insert into feed_activity as a (feed, source, repository, day, first_at, last_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::timestamptz[], $6::timestamptz[])
    on conflict (feed, source, repository, day) do update set
      first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at)
    where excluded.first_at < a.first_at or excluded.last_at > a.last_at`,
  values: columnsOf(rows, ['feed', 'source', 'repository', 'day', 'first_at', 'last_at']),
});
