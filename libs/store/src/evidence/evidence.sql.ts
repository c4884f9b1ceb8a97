import type { Statement } from '../database/statement.js';

// Raw, for lateral joins: each name is looked up in its index, newest first and up to the limit, before the
// results are put together. A query with `IN` or `OR` would read all rows of all names to sort them. Each has one text,
// whatever it is asked for, so that it is parsed and planned once per connection.

/** What of a row `o` of `observation` a fact is made of. */
export const FACT = 'o.id, o.at, o.signed, o.data';

export const factsOfImage = (
  repository: string,
  tags: readonly string[],
  digests: readonly string[],
  limit: number,
): Statement => ({
  name: 'facts_of_image',
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
    select ${FACT} from named join observation o on o.id = named.observation_id
    order by o.at desc, o.id desc limit $4`,
  values: [repository, tags, digests, limit],
});

export const newestOfImage = (repository: string, until: Date | null, limit: number): Statement => ({
  name: 'newest_of_image',
  text: `
    select ${FACT} from unnest('{push,delete}'::text[]) as k (kind)
    cross join lateral (
      select observation_id, at from image_mention
      where repository = $1 and kind = k.kind and at <= $2 order by at desc limit $3
    ) m join observation o on o.id = m.observation_id
    order by o.at desc, o.id desc`,
  values: [repository, until?.toISOString() ?? 'infinity', limit],
});

/** Newest pushes that are looked at for other repositories: a tag like `latest` may have millions of one's own. */
const ELSEWHERE_WINDOW = 1_000;

export const pushesElsewhere = (
  repository: string,
  tag: string | null,
  digest: string | null,
  limit: number,
): Statement => ({
  name: 'pushes_elsewhere',
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
    select ${FACT} from other join observation o on o.id = other.observation_id
    order by o.at desc, o.id desc`,
  values: [repository, tag, digest, limit],
});

export const pushesOnOtherHosts = (repository: string, tag: string, limit: number): Statement => ({
  name: 'pushes_on_other_hosts',
  text: `
    with recent as (
      select observation_id, repository, at from image_mention
      where tag = $2 and kind = 'push' order by at desc limit ${ELSEWHERE_WINDOW}
    ), other as (
      select distinct observation_id, at from recent
      where repository <> $1
        and substr(repository, strpos(repository, '/')) = substr($1, strpos($1, '/'))
      order by at desc limit $3
    )
    select ${FACT} from other join observation o on o.id = other.observation_id
    order by o.at desc, o.id desc`,
  values: [repository, tag, limit],
});

/** Commits are mentions of a tag without a repository: a message rarely says which. */
export const commitsNaming = (tag: string, limit: number): Statement => ({
  name: 'commits_naming',
  text: `
    select ${FACT} from (
      select observation_id, at from image_mention
      where repository = '' and tag = $1 order by at desc limit $2
    ) m join observation o on o.id = m.observation_id
    order by o.at desc, o.id desc`,
  values: [tag, limit],
});

/** Hexadecimal digits end at `f`: all ids that begin with a prefix come before the prefix followed by `g`. */
export const factsOfCommits = (prefixes: readonly string[], limit: number): Statement => ({
  name: 'facts_of_commits',
  text: `
    with named as (
      select o.id from unnest($1::text[]) as n (prefix)
      cross join lateral (
        select id from observation
        where commit >= n.prefix and commit < n.prefix || 'g' order by at desc limit $2) o
      group by o.id
    )
    select ${FACT} from named join observation o using (id) order by o.at desc, o.id desc limit $2`,
  values: [prefixes, limit],
});

/** What a tag can stand for in a source repository. */
export interface RefNames {
  readonly branches: readonly string[];
  readonly gitTags: readonly string[];
  readonly pullRequests: readonly number[];
  readonly runNumbers: readonly number[];
  readonly runIds: readonly string[];
}

const ofNames = (column: string, names: string) => `
  select o.id from unnest(${names}) as n (value)
  cross join lateral (
    select id from observation where repository = $1 and ${column} = n.value order by at desc limit $2) o`;

/** One look-up per kind of name; a kind without names costs nothing. */
export const factsOfRefs = (repository: string, refs: RefNames, limit: number): Statement => ({
  name: 'facts_of_refs',
  text: `
    with named as (
      ${ofNames('branch', '$3::text[]')} union ${ofNames('git_tag', '$4::text[]')}
      union ${ofNames('pull_request', '$5::bigint[]')} union ${ofNames('run_number', '$6::bigint[]')}
      union ${ofNames('run_id', '$7::text[]')}
    )
    select ${FACT} from named join observation o using (id) order by o.at desc, o.id desc limit $2`,
  values: [repository, limit, refs.branches, refs.gitTags, refs.pullRequests, refs.runNumbers, refs.runIds],
});

/** Those that share most keys first: they are the most alike. */
export const tagsByKeys = (repository: string, keys: readonly string[], limit: number): Statement => ({
  name: 'tags_by_keys',
  text: `
    select tag from tag_key where repository = $1 and key = any($2::text[])
    group by tag order by count(*) desc, tag collate "C" limit $3`,
  values: [repository, keys, limit],
});

export const sourcesByImage = (repository: string, limit: number): Statement => ({
  name: 'sources_by_image',
  text: `
    select source_repository as source from image_source where repository = $1
    group by source_repository order by sum(observations) desc, source_repository collate "C" limit $2`,
  values: [repository, limit],
});
