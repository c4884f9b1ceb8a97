import { describe, expect, it } from 'vitest';
import { coverageOf, intervalsOf } from './coverage.js';
import type { FeedActivity } from './snapshot.js';

const day = (n: number, hour = 0) => new Date(Date.UTC(2026, 2, n, hour)).toISOString();

const activity = (from: string, to: string, repository = 'acme/api'): FeedActivity => ({
  feed: 'builds',
  source: 'github',
  repository,
  firstAt: from,
  lastAt: to,
});

const ask = (entries: readonly FeedActivity[], from = day(2), to = day(3)) =>
  coverageOf(entries, { feed: 'builds', repository: 'Acme/API', from, to });

describe('intervalsOf', () => {
  it('joins what overlaps or follows soon, and splits at a long silence', () => {
    expect(
      intervalsOf([
        { from: day(1), to: day(2) },
        { from: day(3), to: day(4) },
        { from: day(9), to: day(10) },
      ]),
    ).toEqual([
      { from: day(1), to: day(4) },
      { from: day(9), to: day(10) },
    ]);
  });
});

describe('coverageOf', () => {
  it('covers a window with deliveries on both sides, up to its end', () => {
    expect(ask([activity(day(1), day(1, 12)), activity(day(2, 6), day(4))])).toMatchObject({
      covered: true,
      from: day(1),
      to: day(3),
    });
  });

  it('names the gap where nothing came since, before, or at all', () => {
    expect(ask([activity(day(1), day(2, 12))]).gap).toContain('since');
    expect(ask([activity(day(2, 12), day(4))]).gap).toContain('before');
    expect(ask([]).gap).toContain('no builds');
  });

  it('is not covered across a long silence', () => {
    expect(ask([activity(day(1), day(1, 1)), activity(day(5), day(6))], day(1, 1), day(5)).covered).toBe(
      false,
    );
  });

  it('does not take another repository’s or another feed’s deliveries', () => {
    expect(ask([activity(day(1), day(5), 'acme/web')]).covered).toBe(false);
    expect(ask([{ ...activity(day(1), day(5)), feed: 'pushes' }]).covered).toBe(false);
  });

  it('lets a silent repository be covered by what its source delivers for others, and not by another source', () => {
    const own = activity(day(1), day(1, 1));
    const whole = activity(day(1), day(4), '');
    expect(ask([own, whole]).covered).toBe(true);
    expect(ask([own, { ...whole, source: 'gitlab' }]).covered).toBe(false);
  });
});
