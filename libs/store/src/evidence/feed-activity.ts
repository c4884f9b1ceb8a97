import type { FeedActivity } from '#domain';

/** What of a row of the table `feed_activity` the domain knows. */
export interface FeedActivityRow {
  readonly feed: string;
  readonly source: string;
  readonly repository: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** A row of the table `feed_activity` as the domain knows it. */
export const feedActivity = (row: FeedActivityRow): FeedActivity => ({
  feed: row.feed as FeedActivity['feed'],
  source: row.source,
  repository: row.repository,
  firstAt: row.firstAt.toISOString(),
  lastAt: row.lastAt.toISOString(),
});
