import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { ask } from './ask.js';
import { QuestionFailed } from './failure.js';
import { useLive } from './live.js';
import { useSession } from './session-context.js';
import type { CommitReport, Coverage, Incident, Page, TimelineEntry, Trace, Verdict } from './types.js';

/** An incident is news for seconds; a report changes with builds, which take minutes. */
const NEWS_MILLISECONDS = 5000;
const REPORT_MILLISECONDS = 20_000;
const ROWS_PER_PAGE = 25;

type Get = <T>(path: string, signal: AbortSignal) => Promise<T>;

/** Asks as the reader, and tells the session when the server wants another token. */
function useGet(): Get {
  const session = useSession();
  return async <T>(path: string, signal: AbortSignal) => {
    const { token } = session.state();
    const answer = await ask<T>(path, { fetch: window.fetch.bind(window), token, signal });
    if (answer.ok) return answer.data;
    if (answer.failure.reason === 'unauthorized') session.refused(token);
    throw new QuestionFailed(answer.failure);
  };
}

function useQuestion<T>(path: string, renewAfter: number): UseQueryResult<T> {
  const get = useGet();
  const { paused } = useLive();
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path, signal),
    refetchInterval: paused ? false : renewAfter,
    refetchOnWindowFocus: !paused,
  });
}

/** Pages of a list, each found by the cursor of the one before. */
export type Pages<T> = UseInfiniteQueryResult<InfiniteData<Page<T>>>;

function usePages<T>(path: string, renewAfter: number): Pages<T> {
  const get = useGet();
  const { paused } = useLive();
  return useInfiniteQuery({
    queryKey: ['pages', path],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(withCursor(path, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: !paused,
    // Renewing asks for every loaded page again, so more pages renew less often: the load on the
    // server stays the same however much one reader has opened.
    refetchInterval: ({ state }) => !paused && renewAfter * Math.max(1, state.data?.pages.length ?? 1),
  });
}

function withCursor(path: string, cursor: string | null): string {
  if (cursor === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
}

const one = encodeURIComponent;

/** Incidents, newest first. `search` is the API's own query string without paging. */
export function useIncidents(search: URLSearchParams): Pages<Incident> {
  const query = new URLSearchParams(search);
  query.set('limit', String(ROWS_PER_PAGE));
  return usePages(`/v1/incidents?${query}`, NEWS_MILLISECONDS);
}

/** One incident with its current verdict. */
export function useIncident(id: string): UseQueryResult<Incident> {
  return useQuestion(`/v1/incidents/${one(id)}`, NEWS_MILLISECONDS);
}

/** What happened on the way from commit to pull, as far as it was recorded. */
export function useTimeline(id: string): Pages<TimelineEntry> {
  return usePages(`/v1/incidents/${one(id)}/timeline`, NEWS_MILLISECONDS);
}

/** Every verdict that was given on an incident. */
export function useVerdicts(id: string): Pages<Verdict> {
  return usePages(`/v1/incidents/${one(id)}/verdicts`, REPORT_MILLISECONDS);
}

/** Whether a reference would pull, and who made it. */
export function useTrace(image: string): UseQueryResult<Trace> {
  return useQuestion(`/v1/trace?image=${one(image)}`, NEWS_MILLISECONDS);
}

/** All that is known to have come from one commit, by its full or shortened id. */
export function useCommitReport(sha: string): UseQueryResult<CommitReport> {
  return useQuestion(`/v1/commits/${one(sha)}/report`, REPORT_MILLISECONDS);
}

/** What each feed has covered, and which feed is missing. */
export function useCoverage(): UseQueryResult<Coverage> {
  return useQuestion('/v1/coverage', REPORT_MILLISECONDS);
}
