import { type Feed, type FeedActivity, intervalsOf } from '#domain';
import type { OperationReader } from '../ports/index.js';
import type { SourceAdapter, SourceSettings } from '../source-adapter.js';

/** What the feeds have covered, as the API answers it. */
export interface CoverageView {
  readonly feeds: readonly {
    readonly feed: Feed;
    readonly source: string;
    readonly repository: string;
    readonly from: string;
    readonly to: string;
    readonly gaps: readonly { readonly from: string; readonly to: string }[];
  }[];
  readonly sources: readonly {
    readonly id: string;
    readonly provider: string;
    readonly path: string;
    readonly feeds: readonly string[];
    readonly lastDeliveryAt: string | null;
    readonly deliveries: number;
  }[];
  readonly missing: readonly { readonly feed: Feed; readonly hint: string }[];
}

const DAYS = 30;
const MAX_ROWS = 5_000;

/** How to connect a feed from which nothing came yet. */
const HINTS: { readonly [F in Feed]: string } = {
  commits: 'send push webhooks from the forge, so that commits have authors and messages',
  builds: 'send CI webhooks, or POST /v1/builds from the pipeline, so that failed builds are known',
  pushes:
    'send registry events, or POST /v1/pushes from the pipeline, so that pushed and deleted tags are known',
  failures: 'run the agent in the cluster, or POST /v1/failures, so that failed pulls are known',
};

/** Intervals and gaps of each feed, the state of each source, and the feeds that are missing. */
export async function coverageReport(
  operations: Pick<OperationReader, 'activity' | 'sources'>,
  configured: readonly { readonly settings: SourceSettings; readonly adapter: SourceAdapter }[],
): Promise<CoverageView> {
  const [activity, states] = await Promise.all([operations.activity(DAYS, MAX_ROWS), operations.sources()]);
  const stateOf = new Map(states.map((state) => [state.source, state]));
  const seen = new Set(activity.map((entry) => entry.feed));
  return {
    feeds: feedsOf(activity),
    sources: configured.map(({ settings, adapter }) => ({
      id: settings.id,
      provider: settings.provider,
      path: `/v1/hooks/${settings.id}`,
      feeds: adapter.feeds,
      lastDeliveryAt: stateOf.get(settings.id)?.lastDeliveryAt ?? null,
      deliveries: stateOf.get(settings.id)?.deliveries ?? 0,
    })),
    missing: (Object.keys(HINTS) as Feed[])
      .filter((feed) => !seen.has(feed))
      .map((feed) => ({ feed, hint: HINTS[feed] })),
  };
}

function feedsOf(activity: readonly FeedActivity[]): CoverageView['feeds'] {
  const groups = new Map<string, FeedActivity[]>();
  for (const entry of activity) {
    const key = JSON.stringify([entry.feed, entry.source, entry.repository]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, entries]) => {
      const intervals = intervalsOf(entries.map(({ firstAt, lastAt }) => ({ from: firstAt, to: lastAt })));
      const [first] = intervals;
      const last = intervals[intervals.length - 1];
      const [entry] = entries;
      if (!first || !last || !entry) return [];
      const gaps = intervals
        .slice(1)
        .map((interval, i) => ({ from: intervals[i]?.to ?? interval.from, to: interval.from }));
      return [
        {
          feed: entry.feed,
          source: entry.source,
          repository: entry.repository,
          from: first.from,
          to: last.to,
          gaps,
        },
      ];
    });
}
