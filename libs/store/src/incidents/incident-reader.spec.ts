import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Recorded } from '#domain';
import type { IncidentFilter } from '#pipeline';
import { diagnosis, failure, IMAGE, minute, NO_SUCH_HOST, outcome, recovery } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const record = (...facts: readonly Recorded[]) => store.facts.record(outcome(facts));
const tags = async (filter: IncidentFilter) =>
  (await store.incidentReader.list(filter, { limit: 50, cursor: null })).items.map(({ image }) => image.tag);

describe('a list of incidents', () => {
  it('pages through all, newest first', async () => {
    for (const n of [3, 1, 5, 2, 4]) await record(failure(n, n, { image: `${IMAGE}:${n}`, pod: `p${n}` }));
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.incidentReader.list>> = await store.incidentReader.list(
        {},
        { limit: 2, cursor },
      );
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ image }) => image.tag));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['5', '4', '3', '2', '1']);
  });

  it('can be narrowed by everything an incident shows', async () => {
    await record(
      failure(1, 2, { image: `${IMAGE}:1`, pod: 'p1', cluster: 'prod-us', namespace: 'checkout' }),
    );
    await record(
      failure(3, 4, { image: `${IMAGE}:2`, pod: 'p2' }),
      recovery(5, { image: `${IMAGE}:2`, pod: 'p2' }),
    );
    await record(failure(6, 9, { image: 'ghcr.io/acme/web:3', pod: 'p3', message: NO_SUCH_HOST }));
    expect(await tags({})).toEqual(['3', '2', '1']);
    expect(await tags({ state: 'resolved' })).toEqual(['2']);
    expect(await tags({ class: 'dns' })).toEqual(['3']);
    expect(await tags({ cluster: 'prod-us' })).toEqual(['1']);
    expect(await tags({ namespace: 'checkout' })).toEqual(['1']);
    expect(await tags({ cluster: 'prod-eu', namespace: 'checkout' })).toEqual([]);
    expect(await tags({ image: `${IMAGE}:2` })).toEqual(['2']);
    expect(await tags({ repository: 'Registry.acme.test/shop/api' })).toEqual(['2', '1']);
    expect(await tags({ since: new Date(minute(4)) })).toEqual(['3', '2']);
    expect(await tags({ cause: 'build_failed' })).toEqual([]);
  });

  it('finds an image as it is written as well as by its canonical reference', async () => {
    await record(failure(1, 2, { image: 'nginx' }));
    expect(await tags({ image: 'nginx' })).toEqual(['latest']);
    expect(await tags({ image: 'docker.io/library/nginx:latest' })).toEqual(['latest']);
    expect(await tags({ image: 'nginx:1' })).toEqual([]);
  });

  it('shows the current verdict', async () => {
    const [request] = await record(failure(1, 2));
    const incident = await store.incidents.open(request?.incidentId ?? '');
    if (!incident) throw new Error('there is nothing to diagnose');
    const first = diagnosis({ cause: 'tag_unknown', level: 'possible', rule: 'sha_length' });
    await store.incidents.conclude(incident, { diagnosis: first, names: [], decidedAt: new Date(minute(8)) });
    const { items } = await store.incidentReader.list({ cause: 'tag_unknown' }, { limit: 5, cursor: null });
    expect(items.map(({ verdict }) => verdict)).toEqual([{ ...first, version: 1, decidedAt: minute(8) }]);
  });
});

it('lists at most two hundred namespaces and workloads, and counts all pods', async () => {
  const pods = Array.from({ length: 230 }, (_, n) => String(n).padStart(3, '0'));
  await record(
    ...pods.map((n) =>
      failure(1, 2, { pod: `p${n}`, namespace: `ns-${n}`, workload: `w-${n}`, node: `n-${n}` }),
    ),
  );
  const { items } = await store.incidentReader.list({}, { limit: 5, cursor: null });
  const [scope] = items.map((incident) => incident.scope);
  expect(scope).toMatchObject({ clusters: ['prod-eu'], nodes: 230, pods: 230 });
  expect(scope?.namespaces).toEqual(pods.slice(0, 200).map((n) => `ns-${n}`));
  expect(scope?.workloads).toHaveLength(200);
});

it('answers nothing about incidents that are not there', async () => {
  expect(await store.incidentReader.get('nowhere')).toBeNull();
  expect(await store.incidentReader.verdicts('nowhere', { limit: 5, cursor: null })).toBeNull();
  expect(await store.incidentReader.containers('nowhere', 5)).toEqual([]);
});

it('pages through the verdicts of an incident, newest first', async () => {
  const [request] = await record(failure(1, 2));
  const id = request?.incidentId ?? '';
  for (const n of [1, 2, 3]) {
    await record(failure(1, 2 + n));
    const incident = await store.incidents.open(id);
    if (!incident) throw new Error('there is nothing to diagnose');
    const next = { diagnosis: diagnosis({ summary: `${n}` }), names: [], decidedAt: new Date(minute(n)) };
    await store.incidents.conclude(incident, next);
  }
  const first = await store.incidentReader.verdicts(id, { limit: 2, cursor: null });
  expect(first?.items.map(({ summary }) => summary)).toEqual(['3', '2']);
  const second = await store.incidentReader.verdicts(id, { limit: 2, cursor: first?.nextCursor ?? null });
  expect(second).toMatchObject({ items: [{ summary: '1' }], nextCursor: null });
});

describe('containers', () => {
  it('come failing ones first, up to the limit', async () => {
    const [request] = await record(
      failure(1, 2, { pod: 'a' }),
      failure(1, 2, { pod: 'b' }),
      recovery(5, { pod: 'a' }),
    );
    const id = request?.incidentId ?? '';
    expect((await store.incidentReader.containers(id, 5)).map(({ pod }) => pod)).toEqual(['b', 'a']);
    expect(await store.incidentReader.containers(id, 1)).toHaveLength(1);
  });

  it('tell the open incidents of a reference', async () => {
    const [request] = await record(failure(1, 2, { pod: 'a' }));
    const { openOn } = store.incidentReader;
    expect(await openOn(`${IMAGE}:1.8.4`, {})).toEqual([request?.incidentId]);
    expect(await openOn(`${IMAGE}:1.8.4`, { cluster: 'prod-eu', namespace: 'shop' })).toEqual([
      request?.incidentId,
    ]);
    expect(await openOn(`${IMAGE}:1.8.4`, { namespace: 'checkout' })).toEqual([]);
    expect(await openOn(`${IMAGE}:1.8.5`, {})).toEqual([]);
    await record(recovery(5, { pod: 'a' }));
    expect(await openOn(`${IMAGE}:1.8.4`, {})).toEqual([]);
  });
});
