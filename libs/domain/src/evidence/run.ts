import type { BuildImage, BuildObservation, BuildStatus, BuildStep } from '../observation.js';
import type { Recorded } from './snapshot.js';

/** One job of one attempt of a run, all its reports folded. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly status: BuildStatus;
  readonly steps: readonly BuildStep[];
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly url: string | null;
  readonly records: readonly Recorded<BuildObservation>[];
}

/** One attempt of one run, all its reports folded in an order-independent way. */
export interface Run {
  readonly key: string;
  readonly provider: string;
  readonly repository: string;
  readonly runId: string | null;
  readonly attempt: number;
  readonly number: number | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly gitTag: string | null;
  readonly pullRequest: number | null;
  /** True when the head commit lives in another repository than the one the run belongs to. */
  readonly fromFork: boolean;
  /** Where the head commit lives when it is a fork. */
  readonly headRepository: string | null;
  readonly event: string | null;
  readonly workflow: string | null;
  /** The file that describes the workflow, where the provider names it. */
  readonly workflowPath: string | null;
  readonly url: string | null;
  readonly actor: string | null;
  readonly status: BuildStatus;
  readonly rawStatus: string | null;
  readonly startedAt: string;
  /** Set once the run has ended. */
  readonly finishedAt: string | null;
  readonly jobs: readonly Job[];
  readonly images: readonly BuildImage[];
  /** Those of its jobs first; the last one says how the run ended. */
  readonly records: readonly Recorded<BuildObservation>[];
}

/**
 * A later stage of life beats an earlier one, whatever order the reports arrive in. A run that is under way may
 * stop for an approval and go on, so of those two the later report counts.
 */
const STAGE: Record<BuildStatus, number> = {
  unknown: 0,
  queued: 1,
  blocked: 2,
  running: 2,
  skipped: 3,
  cancelled: 3,
  timed_out: 3,
  failure: 3,
  success: 3,
};

/** Whether nothing more is to come from a run or job in this status. */
export function hasEnded(status: BuildStatus): boolean {
  return STAGE[status] === STAGE.success;
}

type BuildRecord = Recorded<BuildObservation>;

function byLife(a: BuildRecord, b: BuildRecord): number {
  const stage = STAGE[a.observation.status ?? 'unknown'] - STAGE[b.observation.status ?? 'unknown'];
  if (stage !== 0) return stage;
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The last known value of a field, by the run's life and not by arrival. */
function last<F extends keyof BuildObservation>(
  records: readonly BuildRecord[],
  field: F,
): NonNullable<BuildObservation[F]> | null {
  for (let i = records.length - 1; i >= 0; i--) {
    const value = records[i]?.observation[field];
    if (value !== null && value !== undefined && value !== '')
      return value as NonNullable<BuildObservation[F]>;
  }
  return null;
}

function runKey({ observation }: BuildRecord): string {
  const run = observation.runId ?? `${observation.commit ?? ''}/${observation.workflow ?? ''}`;
  return JSON.stringify([
    observation.provider ?? '',
    observation.repository?.toLowerCase() ?? '',
    run,
    observation.runAttempt ?? 1,
  ]);
}

function groupBy(
  records: readonly BuildRecord[],
  key: (record: BuildRecord) => string,
): Map<string, BuildRecord[]> {
  const groups = new Map<string, BuildRecord[]>();
  for (const record of records) {
    const name = key(record);
    const group = groups.get(name);
    if (group) group.push(record);
    else groups.set(name, [record]);
  }
  return groups;
}

/** How much two services' clocks may differ before order in time is believed. */
export const SKEW_MS = 60_000;

/** Whether a run had started at a time, with the skew of two clocks allowed. */
export const startedBefore = (run: Run, at: string): boolean =>
  Date.parse(run.startedAt) <= Date.parse(at) + SKEW_MS;

/** Folds build observations into attempts of runs, newest start first. */
export function foldRuns(records: readonly BuildRecord[]): readonly Run[] {
  const runs = [...groupBy(records, runKey)].map(([key, group]) => foldRun(key, group.sort(byLife)));
  return runs.sort((a, b) =>
    a.startedAt === b.startedAt ? (a.key < b.key ? -1 : 1) : a.startedAt < b.startedAt ? 1 : -1,
  );
}

function foldRun(key: string, records: readonly BuildRecord[]): Run {
  const ofRun = records.filter(({ observation }) => !isOfJob(observation));
  const jobs = foldJobs(records);
  const status = ofRun.length > 0 ? (last(ofRun, 'status') ?? 'unknown') : statusOfJobs(jobs);
  const repository = last(records, 'repository') ?? '';
  const head = last(records, 'headRepository');
  const times = records.map((record) => record.at).sort();
  return {
    key,
    repository,
    provider: last(records, 'provider') ?? 'unknown',
    runId: last(records, 'runId'),
    attempt: last(records, 'runAttempt') ?? 1,
    number: last(records, 'runNumber'),
    commit: last(records, 'commit'),
    branch: last(records, 'branch'),
    gitTag: last(records, 'gitTag'),
    pullRequest: last(records, 'pullRequest'),
    fromFork: head !== null && head.toLowerCase() !== repository.toLowerCase(),
    headRepository: head,
    event: last(records, 'event'),
    workflow: last(records, 'workflow'),
    workflowPath: last(records, 'workflowPath'),
    url: last(ofRun, 'runUrl') ?? last(records, 'runUrl'),
    actor: last(records, 'actor'),
    status,
    rawStatus: last(ofRun, 'rawStatus'),
    startedAt: earliest(records) ?? times[0] ?? '',
    finishedAt: hasEnded(status) ? (last(ofRun, 'finishedAt') ?? times[times.length - 1] ?? null) : null,
    jobs,
    images: imagesOf(records),
    records: [...records.filter(({ observation }) => isOfJob(observation)), ...ofRun],
  };
}

/** A report with a job's id or name is about that job; one with neither is about the run. */
function isOfJob(observation: BuildObservation): boolean {
  return Boolean(observation.jobId ?? observation.jobName);
}

function earliest(records: readonly BuildRecord[]): string | null {
  const starts = records.flatMap(({ observation }) => (observation.startedAt ? [observation.startedAt] : []));
  return starts.sort()[0] ?? null;
}

function foldJobs(records: readonly BuildRecord[]): readonly Job[] {
  const groups = groupBy(
    records.filter(tellsOfJob),
    ({ observation }) => observation.jobId ?? observation.jobName ?? '',
  );
  const jobs = [...groups].map(([id, group]): Job => {
    const status = last(group, 'status') ?? 'unknown';
    return {
      id,
      name: last(group, 'jobName') ?? last(group, 'workflow') ?? 'build',
      status,
      steps: last(group, 'steps') ?? [],
      startedAt: last(group, 'startedAt'),
      finishedAt: hasEnded(status)
        ? (last(group, 'finishedAt') ?? group[group.length - 1]?.at ?? null)
        : null,
      url: last(group, 'runUrl'),
      records: group,
    };
  });
  return jobs.sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** A run reported with its steps and no job is a run of one job. */
function tellsOfJob({ observation }: BuildRecord): boolean {
  return isOfJob(observation) || (observation.steps?.length ?? 0) > 0;
}

/** Where only jobs were reported: unfinished while one is, failed when one failed. */
function statusOfJobs(jobs: readonly Job[]): BuildStatus {
  const statuses = new Set(jobs.map((job) => job.status));
  const order: readonly BuildStatus[] = [
    'running',
    'queued',
    'blocked',
    'failure',
    'timed_out',
    'cancelled',
    'success',
    'skipped',
  ];
  return order.find((status) => statuses.has(status)) ?? 'unknown';
}

function imagesOf(records: readonly BuildRecord[]): readonly BuildImage[] {
  const images = new Map<string, BuildImage>();
  for (const { observation } of records) {
    for (const image of observation.images ?? []) {
      const key = JSON.stringify([image.repository, image.tag ?? null]);
      const known = images.get(key);
      images.set(key, {
        ...image,
        digest: image.digest ?? known?.digest ?? null,
        platforms: image.platforms ?? known?.platforms ?? null,
      });
    }
  }
  return [...images].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, image]) => image);
}

/** Only the newest attempt of each run says how the run ended. */
export function newestAttempts(runs: readonly Run[]): readonly Run[] {
  const newest = new Map<string, Run>();
  for (const run of runs) {
    const key = JSON.stringify([run.provider, run.repository.toLowerCase(), run.runId ?? run.key]);
    const known = newest.get(key);
    if (!known || run.attempt > known.attempt) newest.set(key, run);
  }
  return [...newest.values()];
}
