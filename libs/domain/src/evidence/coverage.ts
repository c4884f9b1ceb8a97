import type { Feed } from '../observation.js';
import type { CoverageItem } from '../verdict.js';
import type { FeedActivity } from './snapshot.js';

/** A feed that was silent for longer than this may have lost deliveries. */
const LONGEST_SILENCE_MS = 36 * 3_600_000;

/** A stretch of time in which a feed delivered without a long silence. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

/** Joins activity into intervals; a silence longer than a day and a half separates two. */
export function intervalsOf(activity: readonly Interval[]): readonly Interval[] {
  const sorted = [...activity].sort((a, b) =>
    a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1,
  );
  const intervals: { from: string; to: string }[] = [];
  for (const { from, to } of sorted) {
    const current = intervals[intervals.length - 1];
    if (current && Date.parse(from) - Date.parse(current.to) <= LONGEST_SILENCE_MS) {
      if (to > current.to) current.to = to;
    } else intervals.push({ from, to });
  }
  return intervals;
}

/** What a feed of one repository is asked to cover, and what the item says where it does not. */
export interface CoverageQuestion {
  readonly feed: Feed;
  /** Image or source repository; `null` when none is known to ask about. */
  readonly repository: string | null;
  /** The window in which absence is to mean something. */
  readonly from: string;
  readonly to: string;
}

/**
 * Whether deliveries lie on both sides of the window without a long silence in between. Absence
 * proves something only inside such an interval.
 */
export function coverageOf(activity: readonly FeedActivity[], question: CoverageQuestion): CoverageItem {
  const { feed, repository, from, to } = question;
  const ofFeed = activity.filter((entry) => entry.feed === feed);
  const own = ofFeed.filter(
    (entry) => entry.repository !== '' && entry.repository.toLowerCase() === repository?.toLowerCase(),
  );
  // What a source delivers at all shows that it is alive; another source's deliveries say nothing about this one.
  const sources = new Set(own.map((entry) => entry.source));
  const mine = [...own, ...ofFeed.filter((entry) => entry.repository === '' && sources.has(entry.source))];
  const about = repository ? ` for ${repository}` : '';
  if (own.length === 0) {
    const gap = `no ${feed} have been received${about}`;
    return { feed, source: sourcesOf(mine), from: null, to: null, covered: false, gap };
  }
  const intervals = intervalsOf(mine.map(({ firstAt, lastAt }) => ({ from: firstAt, to: lastAt })));
  const begun = intervals.filter((interval) => interval.from <= from);
  const holding = begun[begun.length - 1] ?? null;
  const shown = holding ?? intervals[0];
  // What comes after the window says nothing more about it, and would make every delivery a new verdict.
  const end = shown && (shown.to < to ? shown.to : to);
  const item = { feed, source: sourcesOf(own), from: shown?.from ?? null, to: end ?? null };
  if (!holding) {
    return { ...item, covered: false, gap: `no ${feed}${about} are known from before ${from}` };
  }
  if (holding.to < to) {
    return { ...item, covered: false, gap: `no ${feed}${about} have been received since ${holding.to}` };
  }
  return { ...item, covered: true };
}

function sourcesOf(activity: readonly FeedActivity[]): string {
  return [...new Set(activity.map((entry) => entry.source))].sort().join(', ');
}
