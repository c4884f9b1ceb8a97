import type { Statement } from '../database/statement.js';

// Raw, for lateral joins: each name is looked up in its index, newest first and up to the limit, before the
// results are put together. A query with `IN` or `OR` would read all rows of all names to sort them.

const FACTS = 'o.id, o.at, o.signed, o.data';

export const factsOfImage = (
  repository: string,
  tags: readonly string[],
  digests: readonly string[],
  limit: number,
): Statement => ({
  text: `
    with named as (
      select m.observation_id from unnest($2::text[]) as n (tag)
      cross join lateral (
        select observation_id from image_mention
        where repository = $1 and tag = n.tag order by at desc limit $4) m
      union
      select m.observation_id from unnest($3::text[]) as n (digest)
      cross join lateral (
        select observation_id from image_mention
        where repository = $1 and digest = n.digest order by at desc limit $4) m
    )
    select ${FACTS} from named join observation o on o.id = named.observation_id
    order by o.at desc, o.id desc limit $4`,
  values: [repository, tags, digests, limit],
});

export const newestPushes = (repository: string, limit: number): Statement => ({
  text: `
    select ${FACTS} from (
      select observation_id, at from image_mention
      where repository = $1 and kind = 'push' order by at desc limit $2
    ) m join observation o on o.id = m.observation_id
    order by o.at desc, o.id desc`,
  values: [repository, limit],
});

/** Newest pushes that are looked at for other repositories: a tag like `latest` may have millions of one's own. */
const ELSEWHERE_WINDOW = 1_000;

export const pushesElsewhere = (
  repository: string,
  tag: string | null,
  digest: string | null,
  limit: number,
): Statement => ({
  text: `
    with recent as (
      (select observation_id, repository, at from image_mention
        where tag = $2 and kind = 'push' order by at desc limit ${ELSEWHERE_WINDOW})
      union
      (select observation_id, repository, at from image_mention
        where digest = $3 and kind = 'push' order by at desc limit ${ELSEWHERE_WINDOW})
    ), other as (
      select distinct observation_id, at from recent where repository <> $1 order by at desc limit $4
    )
    select ${FACTS} from other join observation o on o.id = other.observation_id
    order by o.at desc, o.id desc`,
  values: [repository, tag, digest, limit],
});

/** Hexadecimal digits end at `f`: all ids that begin with a prefix come before the prefix followed by `g`. */
export const factsOfCommits = (prefixes: readonly string[], limit: number): Statement => ({
  text: `
    with named as (
      select o.id from unnest($1::text[]) as n (prefix)
      cross join lateral (
        select id from observation
        where commit >= n.prefix and commit < n.prefix || 'g' order by at desc limit $2) o
      group by o.id
    )
    select ${FACTS} from named join observation o using (id) order by o.at desc, o.id desc limit $2`,
  values: [prefixes, limit],
});

/** Columns of `observation` that a name can be looked up by, inside one source repository. */
export type RefColumn = 'branch' | 'git_tag' | 'pull_request' | 'run_number' | 'run_id';

export interface RefLookUp {
  readonly column: RefColumn;
  readonly type: 'text' | 'bigint';
  readonly values: readonly (string | number)[];
}

/** One look-up per kind of name that is asked for. */
export function factsOfRefs(repository: string, lookUps: readonly RefLookUp[], limit: number): Statement {
  const parts = lookUps.map(
    ({ column, type }, index) => `
      select o.id from unnest($${index + 3}::${type}[]) as n (value)
      cross join lateral (
        select id from observation where repository = $1 and ${column} = n.value order by at desc limit $2) o`,
  );
  return {
    text: `
      with named as (${parts.join(' union ')})
      select ${FACTS} from named join observation o using (id) order by o.at desc, o.id desc limit $2`,
    values: [repository, limit, ...lookUps.map(({ values }) => values)],
  };
}

/** Those that share most keys first: they are the most alike. */
export const tagsByKeys = (repository: string, keys: readonly string[], limit: number): Statement => ({
  text: `
    select tag from tag_key where repository = $1 and key = any($2::text[])
    group by tag order by count(*) desc, tag collate "C" limit $3`,
  values: [repository, keys, limit],
});

export const sourcesByImage = (repository: string, limit: number): Statement => ({
  text: `
    select source_repository as source from image_source where repository = $1
    group by source_repository order by sum(observations) desc, source_repository collate "C" limit $2`,
  values: [repository, limit],
});
