/**
 * A year of a registry and its CI: so many pushes and as many builds. Every tenth belongs to one repository, the
 * others to repositories of two hundred each, so that more facts mean more repositories and one that is very busy.
 */
export const HISTORY: readonly string[] = [
  `create temporary table event as
   select i, md5(i::text) || left(md5('x' || i), 8) as sha,
     case when i % 10 = 0 then 'busy' else 'service-' || i / 200 end as name,
     timestamptz '2026-01-01' + i * (interval '300 days' / $1) as at
   from generate_series(1, $1::int) i`,
  `insert into observation (id, delivery_id, source, kind, provider, at, received_at, signed, repository, commit, data)
   select 'p' || i, gen_random_uuid(), 'registry', 'push', 'distribution', at, at, true,
     'registry.acme.test/shop/' || name, sha,
     jsonb_build_object('kind', 'push', 'provider', 'distribution', 'repository', 'registry.acme.test/shop/' || name,
       'tag', left(sha, 8), 'digest', 'sha256:' || md5(sha) || md5(sha), 'commit', sha,
       'sourceRepository', 'acme/' || name, 'occurredAt', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
   from event`,
  `insert into image_mention (observation_id, ordinal, kind, repository, tag, digest, at)
   select 'p' || i, 0, 'push', 'registry.acme.test/shop/' || name, left(sha, 8), 'sha256:' || md5(sha) || md5(sha), at
   from event`,
  `insert into tag_key
   select 'registry.acme.test/shop/' || name, key, left(sha, 8)
   from event cross join lateral (values ('s:' || left(sha, 8)), ('c:' || left(sha, 7))) k (key)
   on conflict do nothing`,
  `insert into observation (id, delivery_id, source, kind, provider, at, received_at, signed, repository, commit, branch,
     run_id, run_number, data)
   select 'b' || i, gen_random_uuid(), 'ci', 'build', 'github', at, at, true, 'acme/' || name, sha, 'main', i::text, i,
     jsonb_build_object('kind', 'build', 'provider', 'github', 'repository', 'acme/' || name, 'commit', sha,
       'branch', 'main', 'workflow', 'image', 'runId', i::text, 'runNumber', i, 'runAttempt', 1, 'event', 'push',
       'status', 'success', 'startedAt', to_char((at - interval '5 min') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'finishedAt', to_char((at + interval '1 min') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
   from event`,
  `insert into image_source
   select 'registry.acme.test/shop/' || name, 'acme/' || name, 'push', count(*) from event group by name`,
  `insert into source_branch select 'acme/' || name, 'main', max(at) from event group by name`,
  `insert into repository_key select name, 'registry.acme.test/shop/' || name from event group by name`,
  `insert into feed_activity
   select f.feed, f.source, r.repository, e.at::date, min(e.at), max(e.at)
   from event e cross join (values ('pushes', 'registry'), ('builds', 'ci')) f (feed, source)
   cross join lateral (values (''), (case f.feed when 'pushes' then 'registry.acme.test/shop/' else 'acme/' end || e.name))
     r (repository)
   group by 1, 2, 3, 4`,
  `insert into known_host values ('registry.acme.test')`,
  'drop table event',
  'vacuum analyze',
];
