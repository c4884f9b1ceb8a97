import type { FetchedDelivery, FetchMemory, ForgeAnswer, SourceForge } from '../ports/index.js';
import { observed } from './keep-fetched.js';

/** Runs of one commit whose jobs are looked at: a commit has a handful of workflows, each run once or twice. */
const MOST_RUNS = 10;

const MINUTE_MS = 60_000;
/** A run under way is looked at this often. */
const UNSETTLED_PAUSE_MS = MINUTE_MS;
/** A commit whose runs are all over can still be run again by hand. */
const SETTLED_PAUSE_MS = 60 * MINUTE_MS;
/** A commit that is not there may still be pushed. */
const ABSENT_PAUSE_MS = 10 * MINUTE_MS;
const DOUBT_PAUSE_MS = 2 * MINUTE_MS;

export interface ForgeQuestionDeps {
  readonly forges: readonly SourceForge[];
  readonly memory: FetchMemory;
  readonly now: () => Date;
}

/** A commit that an image's tag can stand for, in a repository the image may come from. */
export interface CommitQuestion {
  readonly repository: string;
  /** Full id, or its first digits. */
  readonly sha: string;
}

/** Asks every forge about a commit and its runs, unless it was asked a moment ago. */
export async function askForges(
  deps: ForgeQuestionDeps,
  question: CommitQuestion,
): Promise<readonly FetchedDelivery[]> {
  const found: FetchedDelivery[] = [];
  for (const forge of deps.forges) {
    const key = `commit ${forge.id} ${question.repository}@${question.sha}`;
    const now = deps.now();
    const until = (ms: number) => new Date(now.getTime() + ms);
    if ((await deps.memory.take(key, { now, until: until(UNSETTLED_PAUSE_MS) })) === null) continue;
    const told = await askForge(forge, question);
    const open = told.retryAt !== null && told.retryAt > until(told.pause) ? told.retryAt : until(told.pause);
    await deps.memory.note(key, '', open);
    found.push(...told.deliveries);
  }
  return found;
}

interface Told {
  readonly deliveries: readonly FetchedDelivery[];
  readonly pause: number;
  readonly retryAt: Date | null;
}

const nothing = ({ reason, retryAt }: Extract<ForgeAnswer<unknown>, { ok: false }>): Told => ({
  deliveries: [],
  pause: reason === 'absent' ? ABSENT_PAUSE_MS : DOUBT_PAUSE_MS,
  retryAt,
});

async function askForge(forge: SourceForge, { repository, sha }: CommitQuestion): Promise<Told> {
  const commit = await forge.commit(repository, sha);
  if (!commit.ok) return nothing(commit);
  const runs = await forge.runsOf(repository, commit.value.commit ?? sha);
  if (!runs.ok) return nothing(runs);
  const deliveries: FetchedDelivery[] = [];
  // A forge shows commits of forks in the repository they were forked from; those are not this repository's.
  const isOurs = commit.value.branch || runs.value.some(({ ofFork }) => !ofFork);
  if (isOurs) deliveries.push(observed('commit', [commit.value]));
  let isWhole = runs.value.length > 0 && runs.value.every(({ settled }) => settled);
  let retryAt: Date | null = null;
  for (const run of runs.value.slice(0, MOST_RUNS)) {
    deliveries.push(run.delivery);
    const jobs = await forge.jobsOf(repository, run);
    if (jobs.ok) deliveries.push(...jobs.value);
    else [isWhole, retryAt] = [false, jobs.retryAt];
  }
  return { deliveries, pause: isWhole ? SETTLED_PAUSE_MS : UNSETTLED_PAUSE_MS, retryAt };
}
