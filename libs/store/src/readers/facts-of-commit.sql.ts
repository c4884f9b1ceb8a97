import type { Statement } from '../database/statement.js';

// Raw, for the range of an index that a prefix is, and for the join through the images that builds named.

export const commitsByPrefix = (prefix: string, limit: number): Statement => ({
  text: `
    select distinct commit from observation
    where commit >= $1 and commit < $1 || 'g' order by commit limit $2`,
  values: [prefix, limit],
});

/** The newest facts that name the commit, and of the pushes and deletions of images that its builds named. */
export const factsAboutCommit = (sha: string, limit: number): Statement => ({
  text: `
    with own as (
      select id, kind from observation where commit = $1 order by at desc limit $2
    ), named as (
      select distinct m.repository, m.tag, m.digest
      from own join image_mention m on m.observation_id = own.id where own.kind = 'build'
    ), about as (
      select id from own
      union
      select m.observation_id from named n cross join lateral (
        select observation_id from image_mention
        where repository = n.repository and tag = n.tag and kind <> 'build' order by at desc limit $2) m
      union
      select m.observation_id from named n cross join lateral (
        select observation_id from image_mention
        where repository = n.repository and digest = n.digest and kind <> 'build' order by at desc limit $2) m
    )
    select o.id, o.at, o.signed, o.data from about join observation o using (id)
    order by o.at desc, o.id desc limit $2`,
  values: [sha, limit],
});
