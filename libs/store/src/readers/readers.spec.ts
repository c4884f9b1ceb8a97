import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Recorded } from '#domain';
import { build, DIGEST, fact, IMAGE, minute, outcome, push, SHA } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const record = (...facts: readonly Recorded[]) => store.facts.record(outcome(facts));

describe('a commit', () => {
  it('is found by its beginning', async () => {
    const other = `7f3a6ce2${'0'.repeat(32)}`;
    await record(
      build(1),
      build(2, { runId: '2' }),
      build(3, { commit: other }),
      build(4, { commit: 'a'.repeat(40) }),
    );
    expect(await store.factReader.commitsByPrefix('7F3A6CE', 5)).toEqual([SHA, other]);
    expect(await store.factReader.commitsByPrefix('7f3a6ce', 1)).toEqual([SHA]);
    expect(await store.factReader.commitsByPrefix('7f3', 5)).toEqual([]);
  });

  it('comes with its facts, and with pushes and deletions of the images that its builds named', async () => {
    const commit = fact({ kind: 'commit', repository: 'acme/shop-api', commit: SHA }, minute(1));
    const built = build(2, {
      images: [
        { repository: IMAGE, tag: '1.8.4' },
        { repository: IMAGE, digest: DIGEST },
      ],
    });
    const byTag = push(3, { tag: '1.8.4', digest: null });
    const deleted = fact({ kind: 'delete', repository: IMAGE, digest: DIGEST }, minute(5));
    const labelled = push(4, { repository: 'ghcr.io/acme/api', tag: 'x', commit: SHA, digest: null });
    await record(
      commit,
      built,
      byTag,
      deleted,
      labelled,
      push(6, { tag: '1.8.5', digest: null }),
      build(7, { commit: 'a'.repeat(40) }),
    );
    expect(await store.factReader.aboutCommit(SHA.toUpperCase())).toEqual([
      deleted,
      labelled,
      byTag,
      built,
      commit,
    ]);
  });
});

describe('operation', () => {
  it('shows the activity of the newest days', async () => {
    const today = new Date();
    const old = new Date(today.getTime() - 9 * 24 * 3600 * 1000);
    const at = (time: Date) =>
      fact({ kind: 'push', repository: IMAGE, tag: time.toISOString() }, time.toISOString());
    await record(at(today), at(old));
    const activity = await store.operations.activity(7, 10);
    expect(activity.map(({ repository, lastAt }) => [repository, lastAt])).toEqual([
      ['', today.toISOString()],
      [IMAGE, today.toISOString()],
    ]);
    expect(await store.operations.activity(30, 10)).toHaveLength(4);
    expect(await store.operations.activity(30, 3)).toHaveLength(3);
  });

  it('knows no source before its first delivery, and whether the database answers', async () => {
    expect(await store.operations.sources()).toEqual([]);
    await expect(store.operations.ping()).resolves.toBeUndefined();
  });
});
