import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

it('keeps a covered time as one brick a day, and joins what touches', async () => {
  const time = (from: string, to: string) => ({
    feed: 'builds' as const,
    source: 'github',
    repository: 'Acme/API',
    from: new Date(from),
    to: new Date(to),
  });
  await store.coverage.cover([time('2026-03-01T22:00:00Z', '2026-03-03T01:00:00Z')]);
  await store.coverage.cover([
    time('2026-03-03T00:30:00Z', '2026-03-03T02:00:00Z'),
    time('2026-03-03T01:30:00Z', '2026-03-03T01:40:00Z'),
    time('2026-03-03T09:00:00Z', '2026-03-03T08:00:00Z'),
  ]);
  const activity = await store.evidence.activityOf(['acme/api'], 10);
  expect(activity.map(({ firstAt, lastAt }) => [firstAt, lastAt])).toEqual([
    ['2026-03-03T00:00:00.000Z', '2026-03-03T02:00:00.000Z'],
    ['2026-03-02T00:00:00.000Z', '2026-03-02T23:59:59.999Z'],
    ['2026-03-01T22:00:00.000Z', '2026-03-01T23:59:59.999Z'],
  ]);
});
