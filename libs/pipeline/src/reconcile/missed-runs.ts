import { type KeepDeps, keepFetched } from '../fetch/keep-fetched.js';
import type { CoverageLog, FetchedDelivery, FetchedRun, SourceForge } from '../ports/index.js';
import type { Reconciled } from './missed-deliveries.js';
import type { Turn } from './turns.js';

/** A thousand runs, which is what forges list of one time. */
const MOST_PAGES = 10;
/** Runs whose jobs are fetched in one turn: the jobs say which step failed, and of a success little. */
const MOST_JOBS = 20;
/** What a first turn looks back. */
const FIRST_LOOK_MS = 3_600_000;
/** A run that does not end within a day is not waited for. */
const LONGEST_WAIT_MS = 86_400_000;

export interface MissedRunsDeps extends KeepDeps {
  readonly forge: SourceForge;
  readonly coverage: CoverageLog;
}

/**
 * Fetches the runs that were created since the last turn, and once more those that had not ended then.
 * The note is the time from which the next turn has to look.
 */
export async function missedRuns(
  deps: MissedRunsDeps,
  repository: string,
  { note, now, end }: Turn,
): Promise<Reconciled> {
  const { forge } = deps;
  const from = note === '' ? new Date(now.getTime() - FIRST_LOOK_MS) : new Date(note);
  const runs = await runsSince(forge, repository, { from, to: now });
  if (!runs.isDone) return runs;
  const deliveries: FetchedDelivery[] = runs.found.map(({ delivery }) => delivery);
  const telling = runs.found.filter(({ settled, succeeded }) => settled && !succeeded);
  for (const run of telling.slice(0, MOST_JOBS)) {
    const jobs = await forge.jobsOf(repository, run);
    if (!jobs.ok) return { isDone: false, retryAt: jobs.retryAt };
    deliveries.push(...jobs.value);
  }
  const kept = await keepFetched(deps, deliveries);
  const times = { feed: 'builds' as const, source: forge.id, repository, from, to: now };
  if (runs.isWhole) await deps.coverage.cover([times]);
  const earliest = new Date(now.getTime() - LONGEST_WAIT_MS);
  const open = runs.found.filter(({ settled }) => !settled).map(({ createdAt }) => new Date(createdAt));
  const next = open.reduce((first, at) => (at < first && at > earliest ? at : first), now);
  await end(next.toISOString());
  return { isDone: true, kept };
}

async function runsSince(
  forge: SourceForge,
  repository: string,
  time: { readonly from: Date; readonly to: Date },
): Promise<
  | { readonly isDone: true; readonly found: readonly FetchedRun[]; readonly isWhole: boolean }
  | Extract<Reconciled, { isDone: false }>
> {
  const found: FetchedRun[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await forge.runsBetween(repository, time, page);
    if (!answer.ok) return { isDone: false, retryAt: answer.retryAt };
    found.push(...answer.value.items);
    if (!answer.value.hasMore) return { isDone: true, found, isWhole: true };
  }
  return { isDone: true, found, isWhole: false };
}
