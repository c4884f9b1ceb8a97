import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FactReader, IncidentReader } from '#pipeline';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/database.js';
import { PostgresDeliveryLog } from '../deliveries/delivery-log.js';
import { IMAGE, SHA } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';
import { PostgresIncidentReader } from '../incidents/incident-reader.js';
import { PostgresIncidentStore } from '../incidents/incident-store.js';
import { PostgresFactReader } from '../readers/fact-reader.js';
import { PostgresEvidenceSource } from './evidence-source.js';

const ROWS = 30_000;

/** Statements that are seen on their way to the server, from Prisma as well as from raw SQL. */
interface Seen {
  readonly text: string;
  readonly values: readonly unknown[];
}

let store: TestStore;
let database: Database;
const seen: Seen[] = [];

beforeAll(async () => {
  store = await openTestStore();
  for (const text of FILL) await store.query(text);
  await store.query('analyze');
  database = openDatabase({ url: store.database.url, log: { warn: () => undefined } });
  const query = database.pool.query.bind(database.pool) as (...args: unknown[]) => unknown;
  const watched = (...args: unknown[]) => {
    seen.push(args[0] as Seen);
    return query(...args);
  };
  database.pool.query = watched as typeof database.pool.query;
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

/** Facts and incidents of a year: many repositories, one of which has half of everything. */
const FILL = [
  `insert into observation (id, delivery_id, source, kind, provider, at, received_at, signed, repository, commit,
     branch, git_tag, run_id, run_number, pull_request, data)
   select 'o' || n, gen_random_uuid(), 'github', case n % 3 when 0 then 'push' when 1 then 'build' else 'commit' end,
     'github', timestamptz '2026-01-01' + n * interval '15 minutes', now(), true,
     case when n % 3 = 0 then 'registry.acme.test/shop/' else 'acme/' end || case when n % 2 = 0 then 'api' else 'r' || n % 500 end,
     md5(n::text) || 'abcdef01', 'branch-' || n % 700, 'v1.' || n % 900, n::text, n, n % 1000, '{"kind":"build"}'
   from generate_series(1, ${ROWS}) n`,
  `insert into image_mention (observation_id, ordinal, kind, repository, tag, digest, at)
   select 'o' || n, 0, case n % 3 when 0 then 'push' when 1 then 'build' else 'delete' end,
     'registry.acme.test/shop/' || case when n % 2 = 0 then 'api' else 'r' || n % 500 end, '1.' || n % 2000,
     'sha256:' || md5(n::text) || md5(n::text), timestamptz '2026-01-01' + n * interval '15 minutes'
   from generate_series(1, ${ROWS}) n`,
  `insert into tag_key select 'registry.acme.test/shop/r' || n % 500, 'k' || n % 3000, '1.' || n from generate_series(1, ${ROWS}) n`,
  `insert into repository_key select 'k' || n % 5000, 'r' || n from generate_series(1, ${ROWS}) n`,
  `insert into image_source select 'r' || n % 5000, 'acme/s' || n, 'push', 1 from generate_series(1, ${ROWS}) n`,
  `insert into source_branch select 'acme/s' || n % 500, 'b' || n, now() from generate_series(1, ${ROWS}) n`,
  `insert into known_host select 'h' || n from generate_series(1, ${ROWS}) n`,
  `insert into feed_activity select 'pushes', 'registry', 'r' || n % 1000, date '2026-01-01' + n / 1000, now(), now()
   from generate_series(1, ${ROWS}) n`,
  `insert into container (id, cluster, namespace, pod, container, image, reference, host, failing, last_seen, state)
   select 'c' || n, 'c' || n % 5, 'ns' || n % 300, 'p' || n, 'c', 'i' || n % 2000, 'i' || n % 2000, 'h' || n % 40, n % 50 = 0,
     now(), '{}' from generate_series(1, ${ROWS}) n`,
  `insert into incident (id, key, state, opened_at, last_seen_at, resolved_at, reference, registry, repository,
     error_class, error_message, leading_id, leading_telling, touched_at, commit_sha, diagnosed_revision)
   select 'i' || n, 'k' || n, 'resolved', now() - n * interval '1 hour', now(), now(), 'i' || n % 2000, '', 'r' || n % 500,
     'not_found', '', 'c' || n, 0, now(), md5(n::text), 1 from generate_series(1, ${ROWS}) n`,
  `insert into incident_name (name, incident_id, seeded)
   select 'n' || n % 7, 'i' || n, true from generate_series(1, ${ROWS}) n`,
  `insert into incident_member select 'c' || n, 'k' || n, 'i' || n, now(), now() from generate_series(1, ${ROWS}) n`,
  `insert into verdict (incident_id, version, decided_at, cause, level, body)
   select 'i' || n, 1, now(), 'unknown', 'unknown', '{}' from generate_series(1, ${ROWS}) n`,
  `insert into delivery (id, source, provider, delivery_id, received_at, signed, headers, body, state)
   select gen_random_uuid(), 's' || n % 5, 'p', n::text, now() - n * interval '1 minute', true, '{}', '',
     case when n % 500 = 0 then 'stored' else 'processed' end from generate_series(1, ${ROWS}) n`,
];

const page = { limit: 50, cursor: null };
const refs = {
  branches: ['branch-1'],
  gitTags: ['v1.1'],
  pullRequests: [42],
  runNumbers: [812],
  runIds: ['812'],
};
const evidence = () => new PostgresEvidenceSource(database);
const incidents = (): IncidentReader => new PostgresIncidentReader(database);
const facts = (): FactReader => new PostgresFactReader(database);
const deliveries = () => new PostgresDeliveryLog(database);

const LOOK_UPS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['ofImage', () => evidence().ofImage(IMAGE, { tags: ['1.1', '1.2'], digests: ['sha256:x'] }, 100)],
  ['tagsByNearKeys', () => evidence().tagsByNearKeys('registry.acme.test/shop/r7', ['k1', 'k2'], 50)],
  ['newestOfImage', () => evidence().newestOfImage(IMAGE, new Date(), 100)],
  ['elsewhere', () => evidence().elsewhere(IMAGE, { tag: '1.1', digest: 'sha256:x' }, 20)],
  ['sourcesOf', () => evidence().sourcesOf('r1', 5)],
  ['ofCommits', () => evidence().ofCommits(['7f3a6ce', SHA], 300)],
  ['ofRuns', () => evidence().ofRuns('acme/api', ['1', '2'], 500)],
  ['ofRefs', () => evidence().ofRefs('acme/api', refs, 200)],
  ['branchesOf', () => evidence().branchesOf('acme/s1', 200)],
  ['newestBuilds', () => evidence().newestBuilds('acme/api', new Date(), 200)],
  ['newestCommits', () => evidence().newestCommits('acme/api', null, 200)],
  ['onOtherHosts', () => evidence().onOtherHosts(IMAGE, '1.1', 20)],
  ['commitsNaming', () => evidence().commitsNaming('1.1', 20)],
  ['pullsFromHost', () => evidence().pullsFromHost('c0', 'h0', 100)],
  ['failuresOnHost', () => evidence().failuresOnHost('c0', 'h0', 200)],
  ['isHostKnown', () => evidence().isHostKnown('registry.acme.test')],
  ['repositoriesNamed', () => evidence().repositoriesNamed(['k1', 'k2'], 20)],
  ['activityOf', () => evidence().activityOf(['r1', 'r2'], 400)],
  ['a case', () => new PostgresIncidentStore(database).open('i1')],
  ['undiagnosed incidents', () => new PostgresIncidentStore(database).undiagnosed(new Date(), 100)],
  ['incidents of a commit', () => incidents().list({ commit: '7f3a6ce' }, page)],
  ['the newest incidents', () => incidents().list({}, page)],
  ['incidents of an image', () => incidents().list({ image: 'i7' }, page)],
  ['open incidents on a reference', () => incidents().openOn('i7', {})],
  ['containers of an incident', () => incidents().containers('i1', 100)],
  ['commits by prefix', () => facts().commitsByPrefix('7f3a6ce', 5)],
  ['facts about a commit', () => facts().aboutCommit(SHA)],
  ['unprocessed deliveries', () => deliveries().unprocessed(new Date(), 100)],
  ['the newest deliveries', () => deliveries().list({}, page)],
  ['the newest deliveries of a source', () => deliveries().list({ source: 's1' }, page)],
];

async function scannedTables(statements: readonly Seen[]): Promise<readonly (string | undefined)[]> {
  const client = new pg.Client(store.database.url);
  await client.connect();
  const scanned: (string | undefined)[] = [];
  for (const { text, values } of statements) {
    const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(`explain (format json) ${text}`, [
      ...values,
    ]);
    const plan = JSON.stringify(rows[0]?.['QUERY PLAN']);
    for (const [, name] of plan.matchAll(/"Node Type":"Seq Scan"[^}]*?"Relation Name":"(\w+)"/g))
      scanned.push(name);
  }
  await client.end();
  return scanned;
}

it.each(LOOK_UPS)('%s reads no table from end to end', async (_name, lookUp) => {
  seen.length = 0;
  await lookUp();
  expect(seen.length).toBeGreaterThan(0);
  expect(await scannedTables(seen)).toEqual([]);
});

it('would notice a table that is read from end to end', async () => {
  const text =
    'select id from observation where provider = $1 or exists (select from container where pod = $1)';
  expect(await scannedTables([{ text, values: ['x'] }])).toEqual(['observation', 'container']);
});
