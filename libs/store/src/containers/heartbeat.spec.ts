import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { HeartbeatObservation } from '#domain';
import { fact, failure, minute, outcome } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const record = (...facts: Parameters<typeof outcome>[0]) => store.facts.record(outcome(facts));
const heartbeat = (at: number, change: Partial<HeartbeatObservation> = {}) =>
  fact({ kind: 'heartbeat', cluster: 'prod-eu', occurredAt: minute(at), ...change }, minute(at));
const failing = async () =>
  (await store.query<{ pod: string }>('select pod from container where failing order by pod')).map(
    ({ pod }) => pod,
  );

it('closes what an agent that knows all has not reported, in its cluster and namespaces only', async () => {
  await record(
    failure(0, 1, { pod: 'gone' }),
    failure(0, 1, { pod: 'in-another-cluster', cluster: 'prod-us' }),
    failure(0, 1, { pod: 'left-out', namespace: 'kube-system' }),
    failure(0, 5, { pod: 'reported-again' }),
  );
  await record(heartbeat(6, { knownSince: minute(4), exceptNamespaces: ['kube-system'] }));
  expect(await failing()).toEqual(['in-another-cluster', 'left-out', 'reported-again']);
  await record(heartbeat(7, { knownSince: minute(4), namespaces: ['checkout'] }));
  expect(await failing()).toEqual(['in-another-cluster', 'left-out', 'reported-again']);
  await record(heartbeat(8, { knownSince: minute(4), namespaces: ['kube-system'] }));
  expect(await failing()).toEqual(['in-another-cluster', 'reported-again']);
});

it('resolves the incident of what it closes, and a later failure opens it again', async () => {
  await record(failure(0, 1));
  await record(heartbeat(6, { knownSince: minute(4) }));
  const states = async () =>
    (await store.incidentReader.list({}, { limit: 50, cursor: null })).items.map(({ state }) => state);
  expect(await states()).toEqual(['resolved']);
  await record(failure(0, 9));
  expect(await failing()).toEqual(['api-1']);
});

it('closes nothing for an agent that does not know all', async () => {
  await record(failure(0, 1));
  await record(heartbeat(6));
  expect(await failing()).toEqual(['api-1']);
});

it('makes the coverage of its cluster and no fact', async () => {
  await record(heartbeat(2));
  await record(heartbeat(6));
  expect(await store.query('select id from observation')).toEqual([]);
  expect(
    await store.query('select feed, repository, first_at, last_at from feed_activity order by repository'),
  ).toEqual(
    ['', 'prod-eu'].map((repository) => ({
      feed: 'failures',
      repository,
      first_at: new Date(minute(2)),
      last_at: new Date(minute(6)),
    })),
  );
});
