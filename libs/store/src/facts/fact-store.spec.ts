import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nearKeys, type Recorded } from '#domain';
import {
  build,
  DIGEST,
  delivery,
  fact,
  failure,
  IMAGE,
  minute,
  outcome,
  push,
  recovery,
  SHA,
} from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const record = (facts: readonly Recorded[], source?: string) => store.facts.record(outcome(facts, source));

describe('a fact', () => {
  it('is kept once, however often it arrives', async () => {
    const facts = [
      push(1, { sourceRepository: 'acme/shop-api' }),
      build(2, { images: [{ repository: IMAGE, tag: '1' }] }),
    ];
    await record(facts);
    await record([...facts, ...facts]);
    expect(await store.query('select id from observation')).toHaveLength(2);
    expect(await store.query('select how, observations::int from image_source order by how')).toEqual([
      { how: 'build', observations: 1 },
      { how: 'push', observations: 1 },
    ]);
  });

  it('keeps its earliest time and its signature, whichever arrival had them', async () => {
    const late = fact({ kind: 'push', repository: IMAGE, tag: '1' }, minute(9), false);
    await record([late]);
    await record([{ ...late, at: minute(4) }]);
    await record([{ ...late, at: minute(7), signed: true }]);
    const [seen] = await store.evidence.newestOfImage(IMAGE, null, 5);
    expect(seen).toEqual({ ...late, at: minute(4), signed: true });
    expect(await store.query('select at from image_mention')).toEqual([{ at: new Date(minute(4)) }]);
  });

  it('survives texts, names, numbers and times that PostgreSQL cannot keep or index', async () => {
    const long = 'x'.repeat(5_000);
    const odd = [
      fact({ kind: 'push', repository: `${IMAGE}-${long}`, tag: long, digest: long, actor: '\0' }),
      fact({
        kind: 'build',
        repository: long,
        commit: long,
        branch: `\ud800${long}`,
        runId: long,
        runNumber: 1e300,
        images: [{ repository: '' }],
      }),
      fact(
        { kind: 'commit', repository: 'acme/shop', commit: SHA, message: 'a\0b' },
        '+275760-09-13T00:00:00.000Z',
      ),
      failure(1, 2, {
        pod: long,
        namespace: `\0${long}`,
        image: `${IMAGE}:${long}`,
        message: `\ud800 ${long}`,
        workload: long,
      }),
    ];
    await expect(record(odd)).resolves.toHaveLength(1);
    expect(await store.query('select id from observation')).toHaveLength(4);
    expect((await store.incidentReader.list({}, { limit: 5, cursor: null })).items).toHaveLength(1);
  });
});

describe('what facts leave behind', () => {
  it('ties images to source repositories, most often named first', async () => {
    await record([
      push(1, { sourceRepository: 'https://github.com/Acme/Shop-API.git' }),
      push(2, { tag: '2', sourceRepository: 'acme/base-image' }),
      build(3, { images: [{ repository: 'REGISTRY.acme.test/shop/api', tag: '2' }] }),
    ]);
    expect(await store.evidence.sourcesOf(IMAGE, 5)).toEqual(['acme/shop-api', 'acme/base-image']);
    expect(await store.evidence.sourcesOf(IMAGE, 1)).toEqual(['acme/shop-api']);
  });

  it('finds tags by their near-miss keys: pushed ones and those that builds name, not deleted ones', async () => {
    await record([
      push(1, { tag: 'v1.8.4' }),
      build(2, { images: [{ repository: IMAGE, tag: '1.8.4-amd64' }] }),
      fact({ kind: 'delete', repository: IMAGE, tag: 'vv1.8.4' }),
      push(3, { tag: 'main' }),
    ]);
    const near = await store.evidence.tagsByNearKeys(IMAGE, nearKeys('1.8.4'), 10);
    expect([...near].sort()).toEqual(['1.8.4-amd64', 'v1.8.4']);
    expect(await store.evidence.tagsByNearKeys(`${IMAGE}-other`, nearKeys('1.8.4'), 10)).toEqual([]);
  });

  it('knows branches, newest first, and none of forks', async () => {
    await record([
      build(1, { branch: 'main' }),
      build(5, { branch: 'feature/X' }),
      build(3, { branch: 'main' }),
      build(9, { branch: 'fork-main', headRepository: 'someone/shop-api' }),
      fact({ kind: 'commit', repository: 'Acme/Shop-Api', commit: SHA, branch: 'release' }, minute(4)),
    ]);
    expect(await store.evidence.branchesOf('acme/shop-api', 9)).toEqual(['feature/X', 'release', 'main']);
  });

  it('knows hosts that took a push or that a container recovered on', async () => {
    await record([push(1), failure(1, 2, { image: 'mirror.acme.test/shop/api:1' })]);
    expect(await store.evidence.isHostKnown('registry.acme.test')).toBe(true);
    expect(await store.evidence.isHostKnown('mirror.acme.test')).toBe(false);
    await record([recovery(5, { image: 'mirror.acme.test/shop/api:1' })]);
    expect(await store.evidence.isHostKnown('mirror.acme.test')).toBe(true);
  });

  it('keeps the first and last fact of each feed, per source, repository and day', async () => {
    const nextDay = fact({ kind: 'push', repository: IMAGE, tag: '9' }, '2026-05-05T00:00:00.000Z');
    await record(
      [push(7), push(3, { tag: '2' }), nextDay, fact({ kind: 'other', event: 'ping' })],
      'registry',
    );
    await record([push(5, { tag: '4' })], 'registry');
    await record([push(3, { tag: '2' })], 'mirror');
    const activity = await store.evidence.activityOf([IMAGE], 50);
    const of = (source: string, repository: string) =>
      activity
        .filter((row) => row.source === source && row.repository === repository)
        .map(({ feed, firstAt, lastAt }) => [feed, firstAt, lastAt]);
    const days = [
      ['pushes', '2026-05-05T00:00:00.000Z', '2026-05-05T00:00:00.000Z'],
      ['pushes', minute(3), minute(7)],
    ];
    expect(of('registry', IMAGE)).toEqual(days);
    expect(of('registry', '')).toEqual(days);
    expect(of('mirror', IMAGE)).toEqual([['pushes', minute(3), minute(3)]]);
  });
});

describe('facts that an incident waits for', () => {
  it('ask for its diagnosis: of its image, its digest, its commit and its source repository', async () => {
    const [byTag] = await record([failure(1, 2, { image: `${IMAGE}:sha-7f3a6ce` })]);
    const [byDigest] = await record([failure(1, 2, { image: `docker.io/acme/web@${DIGEST}` })]);
    const ids = async (one: Recorded) => (await record([one])).map(({ incidentId }) => incidentId);
    expect(await ids(push(3, { digest: null }))).toEqual([byTag?.incidentId]);
    expect(await ids(build(3))).toEqual([byTag?.incidentId]);
    expect(await ids(push(4, { repository: 'ghcr.io/acme/other' }))).toEqual([byDigest?.incidentId]);
    expect(await ids(push(5, { repository: 'ghcr.io/acme/other', tag: 'x', digest: null }))).toEqual([]);
  });

  it('still ask for an incident that was resolved within a week, and for none that was resolved before', async () => {
    const [opened] = await record([failure(1, 2)]);
    await record([recovery(4)]);
    expect(await record([push(5)])).toEqual([]);
    const resolved = 'update incident set resolved_at = now() - interval ';
    await store.query(`${resolved} '6 days 23 hours'`);
    expect(await record([push(6)])).toMatchObject([{ incidentId: opened?.incidentId }]);
    await store.query(`${resolved} '7 days 1 hour'`);
    expect(await record([push(7)])).toEqual([]);
  });

  it('ask again when their delivery is processed again, because the first time may have ended half-way', async () => {
    const [opened] = await record([failure(1, 2)]);
    await record([push(3)]);
    expect(await record([push(3)])).toEqual([{ incidentId: opened?.incidentId, revision: 3 }]);
  });
});

it('marks the delivery processed, also one without facts', async () => {
  const one = delivery();
  await store.deliveries.append([one]);
  expect(await store.facts.record({ ...outcome([]), deliveryId: one.id })).toEqual([]);
  expect(await store.deliveries.find(one.id)).toMatchObject({ state: 'processed', observations: 0 });
});

describe('deliveries recorded together', () => {
  const [first, second] = [delivery({ receivedAt: new Date(minute(20)) }), delivery({ source: 'registry' })];
  const shared = push(3, { tag: '1.8.3' });
  const outcomes = [
    { ...outcome([push(2), shared], 'github'), deliveryId: first.id },
    { ...outcome([shared, failure(4, 5)], 'registry'), deliveryId: second.id },
  ];

  it('end as they would one after the other', async () => {
    const state = async () => ({
      facts: await store.query('select id, at, signed from observation order by id'),
      activity: await store.query(
        'select feed, source, repository, first_at, last_at from feed_activity order by 1, 2, 3',
      ),
      incidents: await store.query('select key, state, opened_at from incident'),
      deliveries: await store.query('select id, state, observations from delivery order by id'),
    });
    await store.deliveries.append([first, second]);
    const requests = await store.facts.record(...outcomes);
    expect(requests).toHaveLength(1);
    const together = await state();
    expect(together.facts).toHaveLength(3);
    expect(together.deliveries).toEqual(
      [first.id, second.id].sort().map((id) => ({ id, state: 'processed', observations: 2 })),
    );
    await store.empty();
    await store.deliveries.append([first, second]);
    for (const one of outcomes) await store.facts.record(one);
    expect(await state()).toEqual(together);
  });

  it('are recorded all or not at all', async () => {
    await store.deliveries.append([first, second]);
    const impossible = { ...outcome([push(9)]), deliveryId: 'no UUID' };
    await expect(store.facts.record(...outcomes, impossible)).rejects.toThrow(/uuid/);
    expect(await store.query('select id from observation')).toEqual([]);
    expect(await store.deliveries.stored([first.id, second.id], 1_000)).toHaveLength(2);
  });
});
