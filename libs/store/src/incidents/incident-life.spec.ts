import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Recorded } from '#domain';
import {
  BACK_OFF,
  diagnosis,
  failure,
  IMAGE,
  minute,
  NO_SUCH_HOST,
  NOT_FOUND,
  outcome,
  recovery,
} from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const record = (...facts: readonly Recorded[]) => store.facts.record(outcome(facts));
const incidents = async () => (await store.incidentReader.list({}, { limit: 50, cursor: null })).items;
const outbox = () =>
  store.query<{ incident_id: string; kind: string }>('select incident_id, kind from outbox order by id');

async function diagnosed(id: string, change: Parameters<typeof diagnosis>[0] = {}) {
  const incident = await store.incidents.open(id);
  if (!incident) throw new Error('there is nothing to diagnose');
  return store.incidents.conclude(incident, {
    diagnosis: diagnosis(change),
    names: [],
    decidedAt: new Date(minute(30)),
  });
}

describe('an incident', () => {
  it('opens with the first failure and takes in every container that fails for the same cause', async () => {
    const [opened] = await record(failure(1, 2, { pod: 'api-1', node: 'node-a', workload: 'api' }));
    const [touched] = await record(
      failure(0, 3, { pod: 'api-2', cluster: 'prod-us', node: 'node-b', workload: 'api' }),
      failure(2, 2, { pod: 'api-3', namespace: 'checkout', node: 'node-b' }),
    );
    expect(touched?.incidentId).toBe(opened?.incidentId);
    expect(touched?.revision).toBeGreaterThan(opened?.revision ?? 0);
    expect(await incidents()).toEqual([
      {
        id: opened?.incidentId,
        state: 'open',
        openedAt: minute(0),
        lastSeenAt: minute(3),
        resolvedAt: null,
        image: {
          reference: `${IMAGE}:1.8.4`,
          registry: 'registry.acme.test',
          repository: IMAGE,
          tag: '1.8.4',
          digest: null,
        },
        error: expect.objectContaining({ class: 'not_found', message: NOT_FOUND }),
        scope: {
          clusters: ['prod-eu', 'prod-us'],
          namespaces: ['checkout', 'shop'],
          workloads: [
            { cluster: 'prod-eu', namespace: 'shop', kind: 'Deployment', name: 'api' },
            { cluster: 'prod-us', namespace: 'shop', kind: 'Deployment', name: 'api' },
          ],
          images: [`${IMAGE}:1.8.4`],
          nodes: 3,
          pods: 3,
        },
        verdict: null,
      },
    ]);
  });

  it('lists the images that one host fails for, and counts pods and nodes once', async () => {
    const web = { image: 'registry.acme.test/shop/web:2', message: NO_SUCH_HOST };
    await record(
      failure(1, 2, { pod: 'api-1', node: 'node-a', message: NO_SUCH_HOST }),
      failure(1, 3, { pod: 'web-1', node: 'node-a', ...web }),
      failure(1, 3, { pod: 'web-1', node: 'node-a', ...web }),
      failure(1, 3, { pod: 'web-1', cluster: 'prod-us', node: 'node-a', ...web }),
    );
    const scopes = (await incidents()).map(({ scope }) => scope);
    expect(scopes).toHaveLength(2);
    expect(scopes.find(({ clusters }) => clusters[0] === 'prod-eu')).toMatchObject({
      images: [`${IMAGE}:1.8.4`, 'registry.acme.test/shop/web:2'],
      nodes: 1,
      pods: 2,
    });
    expect(scopes.find(({ clusters }) => clusters[0] === 'prod-us')).toMatchObject({
      images: ['registry.acme.test/shop/web:2'],
      nodes: 1,
      pods: 1,
    });
  });

  it('waits for the names its image is known by', async () => {
    const [opened] = await record(failure(1, 2, { image: `${IMAGE}:sha-7f3a6ce` }));
    const names = await store.query<{ name: string }>(
      'select name from incident_name where incident_id = $1',
      [opened?.incidentId],
    );
    expect(names.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`image:${IMAGE}`, 'commit:7f3a6ce']),
    );
  });

  it('is resolved with the last recovery', async () => {
    await record(failure(1, 2, { pod: 'api-1' }), failure(1, 2, { pod: 'api-2' }));
    await record(recovery(9, { pod: 'api-1' }));
    expect(await incidents()).toMatchObject([{ state: 'open', resolvedAt: null }]);
    await record(recovery(7, { pod: 'api-2' }));
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolvedAt: minute(9) }]);
  });

  it('is followed by another one when a container fails for the same cause afterwards', async () => {
    const [first] = await record(failure(1, 2, { pod: 'api-1' }));
    await record(recovery(5, { pod: 'api-1' }));
    const [second] = await record(failure(6, 7, { pod: 'api-2' }));
    expect(second?.incidentId).not.toBe(first?.incidentId);
    expect(await incidents()).toMatchObject([
      { id: second?.incidentId, state: 'open', openedAt: minute(6) },
      { id: first?.incidentId, state: 'resolved', resolvedAt: minute(5) },
    ]);
  });

  it('stays resolved when a failure from before its end arrives late', async () => {
    const [first] = await record(failure(1, 2, { pod: 'api-1' }));
    await record(recovery(9, { pod: 'api-1' }));
    await record(failure(3, 4, { pod: 'api-1' }));
    expect(await incidents()).toMatchObject([
      { id: first?.incidentId, state: 'resolved', resolvedAt: minute(9) },
    ]);
  });

  it('opens again when the container that it was about fails again', async () => {
    const [first] = await record(failure(1, 2));
    await diagnosed(first?.incidentId ?? '');
    await record(recovery(5));
    await record(failure(8, 9));
    expect(await incidents()).toMatchObject([{ id: first?.incidentId, state: 'open', resolvedAt: null }]);
    expect((await outbox()).map(({ kind }) => kind)).toEqual(['opened', 'resolved', 'opened']);
  });

  it('is cut in two when a late recovery shows that nothing failed in between', async () => {
    const [first] = await record(failure(1, 2, { pod: 'api-1' }), failure(8, 9, { pod: 'api-2' }));
    await record(recovery(5, { pod: 'api-1' }));
    expect(await incidents()).toMatchObject([
      { id: first?.incidentId, state: 'open', openedAt: minute(8), scope: { pods: 1 } },
      { state: 'resolved', openedAt: minute(1), resolvedAt: minute(5), scope: { pods: 1 } },
    ]);
  });

  it('becomes one with the one before when a late failure joins them', async () => {
    const [first] = await record(failure(1, 2, { pod: 'api-1' }));
    await diagnosed(first?.incidentId ?? '');
    await record(recovery(5, { pod: 'api-1' }));
    const [second] = await record(failure(8, 9, { pod: 'api-2' }));
    await diagnosed(second?.incidentId ?? '');
    await record(failure(3, 4, { pod: 'api-3' }));
    expect(await incidents()).toMatchObject([
      { id: second?.incidentId, state: 'open', openedAt: minute(1), scope: { pods: 3 } },
    ]);
    expect(await store.incidentReader.get(first?.incidentId ?? '')).toMatchObject({ state: 'resolved' });
    expect(await store.incidents.open(first?.incidentId ?? '')).toBeNull();
    expect((await outbox()).map(({ kind }) => kind)).toEqual(['opened', 'resolved', 'opened']);
  });
});

describe('a container whose error becomes known', () => {
  it('takes its incident along when nobody else is in it', async () => {
    const [first] = await record(failure(1, 2, { message: 'unexpected EOF' }));
    const [second] = await record(failure(1, 3, { message: NO_SUCH_HOST }));
    expect(second?.incidentId).toBe(first?.incidentId);
    expect(await incidents()).toMatchObject([{ id: first?.incidentId, error: { class: 'dns' } }]);
  });

  it('moves to the incident of its cause, and the one it leaves empty is over', async () => {
    const [known] = await record(failure(1, 2, { pod: 'api-1', message: NO_SUCH_HOST }));
    const [unknown] = await record(failure(1, 2, { pod: 'api-2', message: 'unexpected EOF' }));
    await diagnosed(unknown?.incidentId ?? '');
    await record(failure(1, 3, { pod: 'api-2', message: NO_SUCH_HOST }));
    expect(await incidents()).toMatchObject([{ id: known?.incidentId, state: 'open', scope: { pods: 2 } }]);
    const left = await store.query('select state, merged_into from incident where id = $1', [
      unknown?.incidentId,
    ]);
    expect(left).toEqual([{ state: 'resolved', merged_into: known?.incidentId }]);
    expect(await outbox()).toEqual([
      { incident_id: unknown?.incidentId, kind: 'opened' },
      { incident_id: unknown?.incidentId, kind: 'resolved' },
    ]);
  });

  it('leaves the others where they are', async () => {
    const [first] = await record(
      failure(1, 2, { pod: 'api-1', message: 'unexpected EOF' }),
      failure(1, 2, { pod: 'api-2', message: 'unexpected EOF' }),
    );
    await record(failure(1, 3, { pod: 'api-2', message: NO_SUCH_HOST }));
    const listed = await incidents();
    expect(listed).toHaveLength(2);
    expect(listed.find(({ id }) => id === first?.incidentId)).toMatchObject({ scope: { pods: 1 } });
  });

  it('is not hidden again by a back-off', async () => {
    await record(failure(1, 2, { message: NOT_FOUND }));
    await record(failure(1, 4, { message: BACK_OFF }));
    expect(await incidents()).toMatchObject([{ error: { class: 'not_found' }, lastSeenAt: minute(4) }]);
  });
});

it('keeps what a recovery says of a container that was never seen failing, without an incident', async () => {
  expect(await record(recovery(3))).toEqual([]);
  expect(await incidents()).toEqual([]);
  await record(failure(1, 2));
  expect(await incidents()).toMatchObject([{ state: 'resolved', resolvedAt: minute(3) }]);
});

it('tells nobody of the end of an incident that nobody was told of', async () => {
  await record(failure(1, 2), recovery(5));
  const [incident] = await incidents();
  await diagnosed(incident?.id ?? '');
  expect(await outbox()).toEqual([]);
  expect(await incidents()).toMatchObject([{ state: 'resolved', verdict: { version: 1 } }]);
});
