import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fact, IMAGE, minute, outcome } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const turn = (from: number, to: number) => ({ now: new Date(minute(from)), until: new Date(minute(to)) });

describe('the memory of what was asked', () => {
  it('gives a turn to one of many, and to nobody while it is closed', async () => {
    const takers = Array.from({ length: 8 }, () => store.fetches.take('a', turn(1, 5)));
    const taken = (await Promise.all(takers)).filter((note) => note !== null);
    expect(taken).toEqual(['']);
    expect(await store.fetches.take('a', turn(4, 9))).toBeNull();
    expect(await store.fetches.take('b', turn(4, 9))).toBe('');
    expect(await store.fetches.take('a', turn(5, 9))).toBe('');
  });

  it('keeps the note of the last turn that was finished', async () => {
    await store.fetches.take('a', turn(1, 5));
    await store.fetches.note('a', 'page 7', new Date(minute(2)));
    expect(await store.fetches.take('a', turn(2, 5))).toBe('page 7');
    expect(await store.fetches.take('a', turn(5, 6))).toBe('page 7');
  });

  it('forgets what is long over', async () => {
    await store.fetches.take('old', turn(1, 2));
    await store.fetches.take('new', turn(1, 9));
    expect(await store.fetches.forget(new Date(minute(5)))).toBe(1);
    expect(await store.query('select key from fetch_memory')).toEqual([{ key: 'new' }]);
  });
});

describe('an answer of a registry', () => {
  const answer = (found: 'present' | 'absent', at: string) =>
    fact(
      {
        kind: 'other',
        event: 'registry_answer',
        repository: IMAGE,
        occurredAt: at,
        answer: { found, tag: 'gone' },
      },
      at,
    );

  it('is found by what was asked, and is no push of it', async () => {
    const facts = [answer('absent', minute(1)), answer('present', minute(2))];
    await store.facts.record(outcome(facts));
    const found = await store.evidence.ofImage(IMAGE, { tags: ['gone'], digests: [] }, 10);
    expect(found.map(({ id }) => id).sort()).toEqual(facts.map(({ id }) => id).sort());
    expect(await store.evidence.newestOfImage(IMAGE, null, 10)).toEqual([]);
    expect(await store.query('select tag from tag_key')).toEqual([]);
    expect(await store.query('select repository from repository_key')).toEqual([]);
  });
});
