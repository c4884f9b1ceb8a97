import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { delivery, minute, outcome, push } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const at = (n: number) => new Date(minute(n));

describe('append', () => {
  it('keeps every byte and header', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const one = delivery({ body: bytes, headers: { 'x-a': 'ü' }, event: null, signed: false });
    const two = delivery({ body: Buffer.alloc(0) });
    expect(await store.deliveries.append([one, two])).toEqual([
      { id: one.id, duplicate: false },
      { id: two.id, duplicate: false },
    ]);
    expect(await store.deliveries.find(one.id)).toEqual({
      ...one,
      state: 'stored',
      reason: null,
      observations: 0,
    });
    expect((await store.deliveries.find(two.id))?.body).toHaveLength(0);
  });

  it('tells duplicates per row and in order, also those inside one batch', async () => {
    const known = delivery({ deliveryId: 'known' });
    await store.deliveries.append([known]);
    const fresh = delivery({ deliveryId: 'fresh' });
    const batch = [
      delivery({ deliveryId: 'known' }),
      fresh,
      delivery({ deliveryId: 'fresh' }),
      delivery({ deliveryId: 'known', source: 'gitlab-acme' }),
    ];
    expect(await store.deliveries.append(batch)).toEqual([
      { id: known.id, duplicate: true },
      { id: fresh.id, duplicate: false },
      { id: fresh.id, duplicate: true },
      { id: batch[3]?.id, duplicate: false },
    ]);
    expect(await store.query('select id from delivery')).toHaveLength(3);
  });

  it('puts a failed delivery back when it is delivered again', async () => {
    const failed = delivery({ deliveryId: 'failed' });
    await store.deliveries.append([failed]);
    await store.deliveries.markFailed(failed.id, 'the adapter failed', at(1));
    const again = [delivery({ deliveryId: 'failed' }), delivery({ deliveryId: 'failed' })];
    expect(await store.deliveries.append(again)).toEqual([
      { id: failed.id, duplicate: false },
      { id: failed.id, duplicate: true },
    ]);
    expect(await store.deliveries.find(failed.id)).toMatchObject({ state: 'stored', reason: null });
  });

  it('tells one of many at the same time that it was first', async () => {
    const same = Array.from({ length: 12 }, () => delivery({ deliveryId: 'same' }));
    const answers = (await Promise.all(same.map((one) => store.deliveries.append([one, delivery()])))).map(
      ([answer]) => answer,
    );
    expect(answers.filter((answer) => !answer?.duplicate)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer?.id)).size).toBe(1);
  });

  it('keeps what an index or a text column would refuse', async () => {
    const odd = delivery({ deliveryId: 'x'.repeat(9_000), event: 'a\0b', headers: { a: '\ud800' } });
    await store.deliveries.append([odd]);
    expect(await store.deliveries.append([delivery({ deliveryId: 'x'.repeat(9_000) })])).toEqual([
      { id: odd.id, duplicate: true },
    ]);
    expect(await store.deliveries.find(odd.id)).toMatchObject({
      event: 'a\ufffdb',
      headers: { a: '\ufffd' },
    });
  });

  it('counts deliveries per source, duplicates not', async () => {
    const first = delivery({ receivedAt: at(1) });
    await store.deliveries.append([first, delivery({ receivedAt: at(5) }), { ...first, id: randomUUID() }]);
    await store.deliveries.append([delivery({ source: 'registry', receivedAt: at(3) })]);
    expect(await store.operations.sources()).toEqual([
      { source: 'github-acme', deliveries: 2, lastDeliveryAt: minute(5) },
      { source: 'registry', deliveries: 1, lastDeliveryAt: minute(3) },
    ]);
  });
});

describe('stored', () => {
  const ids = (deliveries: readonly { readonly id: string }[]) => deliveries.map(({ id }) => id);

  it('answers whole deliveries, oldest first, and leaves out what is settled or unknown', async () => {
    const [late, early, done] = [
      delivery({ receivedAt: at(5) }),
      delivery({ receivedAt: at(1) }),
      delivery(),
    ];
    await store.deliveries.append([late, early, done]);
    await store.deliveries.markIgnored(done.id, 'ping', at(6));
    const wanted = [late.id, early.id, done.id, randomUUID(), 'not-an-id'];
    expect(await store.deliveries.stored(wanted, 1_000)).toEqual(
      [early, late].map((one) => ({ ...one, state: 'stored', reason: null, observations: 0 })),
    );
  });

  it('stops where the bodies together are too large, but answers at least one', async () => {
    const bodies = [60, 30, 20].map((size, index) =>
      delivery({ receivedAt: at(index), body: Buffer.alloc(size, 'x') }),
    );
    await store.deliveries.append(bodies);
    expect(ids(await store.deliveries.stored(ids(bodies), 10))).toEqual(ids(bodies.slice(0, 1)));
    expect(ids(await store.deliveries.stored(ids(bodies), 90))).toEqual(ids(bodies.slice(0, 2)));
    expect(ids(await store.deliveries.stored(ids(bodies), 110))).toEqual(ids(bodies));
  });
});

describe('what became of a delivery', () => {
  it('is kept with its reason', async () => {
    const [ignored, failed, processed] = [delivery(), delivery(), delivery()];
    await store.deliveries.append([ignored, failed, processed]);
    await store.deliveries.markIgnored(ignored.id, 'unknown event\0', at(1));
    await store.deliveries.markFailed(failed.id, 'no adapter', at(1));
    await store.facts.record({ ...outcome([push(1), push(2)]), deliveryId: processed.id });
    expect(await store.deliveries.find(ignored.id)).toMatchObject({
      state: 'ignored',
      reason: 'unknown event\ufffd',
    });
    expect(await store.deliveries.find(failed.id)).toMatchObject({ state: 'failed', reason: 'no adapter' });
    expect(await store.deliveries.find(processed.id)).toMatchObject({ state: 'processed', observations: 2 });
  });

  it('is nothing for ids that are not there', async () => {
    expect(await store.deliveries.find(randomUUID())).toBeNull();
    expect(await store.deliveries.find('not-an-id')).toBeNull();
    await expect(store.deliveries.reopenOne('not-an-id')).resolves.toBeUndefined();
  });

  it('can be undone, for one delivery or for all of a time and source', async () => {
    const [early, late, other] = [
      delivery({ receivedAt: at(1) }),
      delivery({ receivedAt: at(5) }),
      delivery({ receivedAt: at(6), source: 'registry' }),
    ];
    await store.deliveries.append([early, late, other]);
    for (const { id } of [early, late, other]) await store.deliveries.markIgnored(id, 'unknown event', at(7));
    await store.deliveries.reopenOne(early.id);
    expect(await store.deliveries.find(early.id)).toMatchObject({ state: 'stored', reason: null });
    expect(await store.deliveries.reopen(at(2), 'registry')).toBe(1);
    expect(await store.deliveries.reopen(at(2), null)).toBe(1);
    expect(await store.deliveries.unprocessed(at(9), 10)).toEqual([early.id, late.id, other.id]);
  });
});

describe('lists', () => {
  it('names what is unprocessed before a time, oldest first', async () => {
    const [third, first, second, settled] = [3, 1, 2, 0].map((n) => delivery({ receivedAt: at(n) }));
    if (!third || !first || !second || !settled) throw new Error('four were made');
    await store.deliveries.append([third, first, second, settled]);
    await store.deliveries.markIgnored(settled.id, 'ping', at(4));
    expect(await store.deliveries.unprocessed(at(3), 10)).toEqual([first.id, second.id]);
    expect(await store.deliveries.unprocessed(at(4), 2)).toEqual([first.id, second.id]);
  });

  it('pages through all, newest first, without repetition or gap', async () => {
    const many = Array.from({ length: 7 }, (_, n) => delivery({ receivedAt: at(Math.floor(n / 3)) }));
    await store.deliveries.append(many);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.deliveries.list>> = await store.deliveries.list(
        {},
        { limit: 2, cursor },
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    const expected = [...many].sort(
      (a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1),
    );
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  it('filters by source and state, and starts over at a cursor it did not make', async () => {
    const [one, two] = [delivery(), delivery({ source: 'registry' })];
    await store.deliveries.append([one, two]);
    await store.deliveries.markFailed(two.id, 'no adapter', at(1));
    const ids = async (filter: Parameters<typeof store.deliveries.list>[0], cursor: string | null = null) =>
      (await store.deliveries.list(filter, { limit: 5, cursor })).items.map(({ id }) => id);
    expect(await ids({ source: 'registry' })).toEqual([two.id]);
    expect(await ids({ state: 'stored' })).toEqual([one.id]);
    expect(await ids({ source: 'registry' }, 'bm90IGEgY3Vyc29y')).toEqual([two.id]);
  });
});
