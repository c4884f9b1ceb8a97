import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { failure, IMAGE, minute, NO_SUCH_HOST, outcome, push, recovery } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const WORKERS = 20;
const workers = Array.from({ length: WORKERS }, (_, index) => index);

it('makes one incident of failures that twenty workers record at the same time', async () => {
  await Promise.all(
    workers.map((index) =>
      store.facts.record(
        outcome([
          failure(1, 2, { pod: `api-${index}` }),
          failure(1, 2, { pod: `api-${(index + 1) % WORKERS}` }),
          push(0),
        ]),
      ),
    ),
  );
  const { items } = await store.incidentReader.list({}, { limit: 50, cursor: null });
  expect(items).toMatchObject([{ state: 'open', scope: { pods: WORKERS } }]);
});

it('keeps its tables consistent while containers move between incidents', async () => {
  for (const index of workers) await store.facts.record(outcome([failure(1, 2, { pod: `api-${index}` })]));
  const stories = workers.flatMap((index) => [
    [
      failure(1, 3, { pod: `api-${index}`, message: NO_SUCH_HOST }),
      recovery(9, { pod: `api-${(index + 7) % WORKERS}` }),
    ],
    [recovery(8, { pod: `api-${index}` }), failure(1, 4, { pod: `api-${(index + 3) % WORKERS}` })],
  ]);
  await Promise.all(stories.map((facts) => store.facts.record(outcome(facts))));
  const { items } = await store.incidentReader.list({}, { limit: 50, cursor: null });
  expect(items.reduce((pods, { scope }) => pods + scope.pods, 0)).toBe(WORKERS);
  expect(items.every(({ state }) => state === 'resolved')).toBe(true);
  expect(items.every(({ resolvedAt }) => resolvedAt === minute(9))).toBe(true);
});

it('misses no fact that is recorded while an incident opens', async () => {
  for (const round of workers) {
    const image = `${IMAGE}-${round}`;
    const diagnose = async () => {
      const [request] = await store.facts.record(
        outcome([failure(1, 2, { image: `${image}:1.8.4`, pod: `pod-${round}` })]),
      );
      const incident = await store.incidents.open(request?.incidentId ?? '');
      const seen = await store.evidence.ofImage(image, { tags: ['1.8.4'], digests: [] }, 10);
      return { incident, sawPush: seen.length > 0 };
    };
    const [{ incident, sawPush }, touched] = await Promise.all([
      diagnose(),
      store.facts.record(outcome([push(3, { repository: image, tag: '1.8.4' })], 'registry')),
    ]);
    const asksAgain = touched.some(
      ({ incidentId, revision }) => incidentId === incident?.id && revision > (incident?.revision ?? 0),
    );
    expect(sawPush || asksAgain).toBe(true);
  }
});

it('marks an incident that was opened and diagnosed while the facts about it were being written', async () => {
  const [ready, release] = await heldActivityRow('registry');
  const pushing = store.facts.record(outcome([push(3, { tag: '1.8.4' })], 'registry'));
  await ready();
  const [request] = await store.facts.record(outcome([failure(1, 2)]));
  const seen = await store.evidence.ofImage(IMAGE, { tags: ['1.8.4'], digests: [] }, 10);
  expect(seen).toEqual([]);
  await release();
  expect((await pushing).map(({ incidentId }) => incidentId)).toEqual([request?.incidentId]);
});

/** Holds the row that every delivery of a source writes last, so that its transaction waits before its end. */
async function heldActivityRow(source: string) {
  const client = new pg.Client(store.database.url);
  await client.connect();
  await client.query('begin');
  await client.query(
    `insert into feed_activity (feed, source, repository, day, first_at, last_at)
     values ('pushes', $1, '', $2::timestamptz, $2::timestamptz, $2::timestamptz)`,
    [source, minute(3)],
  );
  const waits = `select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%feed_activity%'`;
  const ready = () => vi.waitFor(async () => expect(await store.query(waits)).toHaveLength(1), 10_000);
  const release = async () => {
    await client.query('rollback');
    await client.end();
  };
  return [ready, release] as const;
}
