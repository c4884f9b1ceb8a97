import { failedStepOf, type Job, type Recorded, type Run } from '#domain';

/** One attempt of a run, as the API shows it. */
export interface BuildView {
  readonly id: string;
  readonly provider: string;
  readonly repository: string;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly gitTag: string | null;
  readonly workflow: string | null;
  readonly runId: string | null;
  readonly attempt: number;
  readonly number: number | null;
  readonly status: string;
  readonly url: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly jobs: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly failedStep: string | null;
  }[];
}

const jobView = (job: Job) => ({
  id: job.id,
  name: job.name,
  status: job.status,
  failedStep: failedStepOf(job)?.name ?? null,
});

/** Shows a folded run. */
export function buildView(run: Run): BuildView {
  return {
    id: run.runId ?? run.key,
    provider: run.provider,
    repository: run.repository,
    commit: run.commit,
    branch: run.branch,
    gitTag: run.gitTag,
    workflow: run.workflow,
    runId: run.runId,
    attempt: run.attempt,
    number: run.number,
    status: run.status,
    url: run.url,
    startedAt: run.startedAt || null,
    finishedAt: run.finishedAt,
    jobs: run.jobs.map(jobView),
  };
}

/** What was put under a tag or digest, as the API shows it. */
export interface PushView {
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly platforms: readonly string[];
  readonly at: string;
}

export interface DeletionView {
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly rule: string | null;
  readonly at: string;
}

export interface CommitView {
  readonly sha: string;
  readonly repository: string;
  readonly message: string | null;
  readonly author: string | null;
  readonly committedAt: string | null;
  readonly url: string | null;
}

const newestFirst = (a: { readonly at: string }, b: { readonly at: string }) =>
  a.at < b.at ? 1 : a.at > b.at ? -1 : 0;

/** The pushes among the records, newest first. */
export function pushViews(records: readonly Recorded[]): readonly PushView[] {
  return records
    .flatMap(({ observation, at }) =>
      observation.kind === 'push'
        ? [
            {
              repository: observation.repository ?? '',
              tag: observation.tag ?? null,
              digest: observation.digest ?? null,
              platforms: [...(observation.platforms ?? [])],
              at,
            },
          ]
        : [],
    )
    .sort(newestFirst);
}

/** The deletions among the records, newest first. */
export function deletionViews(records: readonly Recorded[]): readonly DeletionView[] {
  return records
    .flatMap(({ observation, at }) =>
      observation.kind === 'delete'
        ? [
            {
              repository: observation.repository ?? '',
              tag: observation.tag ?? null,
              digest: observation.digest ?? null,
              rule: observation.rule ?? null,
              at,
            },
          ]
        : [],
    )
    .sort(newestFirst);
}

/** What is known of a commit, from the pushes to its repository. */
export function commitView(sha: string, repository: string, records: readonly Recorded[]): CommitView {
  const known = records.flatMap(({ observation }) =>
    observation.kind === 'commit' && observation.commit === sha ? [observation] : [],
  );
  const tell = (field: 'message' | 'author' | 'committedAt' | 'url') =>
    known.map((commit) => commit[field]).find((value) => value) ?? null;
  return {
    sha,
    repository,
    message: tell('message'),
    author: tell('author'),
    committedAt: tell('committedAt'),
    url: tell('url'),
  };
}
