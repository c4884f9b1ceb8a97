import { type BuildObservation, commitIdOf, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { statusOf } from '../build-status.js';
import { pipelineUrl, projectFields, projectPath } from './project.js';
import { GITLAB_STATUS, isTimeout } from './status.js';

const { flag, identifier, integer, list, shape, text, time } = lenient;

const jobFields = shape({
  id: identifier,
  name: text,
  status: text,
  created_at: time,
  started_at: time,
  finished_at: time,
  failure_reason: text,
});

export const pipelineSchema = shape({
  ...projectFields,
  object_attributes: shape({
    id: identifier,
    iid: integer,
    name: text,
    ref: text,
    tag: flag,
    sha: text,
    source: text,
    status: text,
    created_at: time,
    finished_at: time,
    url: text,
  }),
  merge_request: shape({
    iid: integer,
    source_branch: text,
    source: shape({ path_with_namespace: text }),
  }),
  user: shape({ username: text, name: text }),
  builds: list(jobFields),
});

type Pipeline = lenient.Read<typeof pipelineSchema>;
type Job = lenient.Read<typeof jobFields>;

/** `pipeline`: the run first, then each job it lists with the job's own status. */
export function observePipeline(pipeline: Pipeline): Observation[] {
  const run = pipeline.object_attributes;
  if (run === undefined) return [];
  const shared = common(pipeline);
  const whole: BuildObservation = {
    ...shared,
    runNumber: run.iid,
    status: statusOf(GITLAB_STATUS, run.status),
    rawStatus: run.status,
    startedAt: run.created_at,
    finishedAt: run.finished_at,
    occurredAt: run.finished_at ?? run.created_at,
  };
  return [whole, ...pipeline.builds.flatMap((job) => observeJob(shared, job))];
}

function common(pipeline: Pipeline): BuildObservation {
  const run = pipeline.object_attributes;
  const repository = projectPath(pipeline);
  const names = readRef(run?.ref);
  const source = pipeline.merge_request?.source?.path_with_namespace;
  return {
    kind: 'build',
    provider: 'gitlab',
    repository,
    commit: commitIdOf(run?.sha),
    branch: run?.tag === true ? undefined : (names.branch ?? pipeline.merge_request?.source_branch),
    gitTag: run?.tag === true ? (names.branch ?? names.gitTag) : names.gitTag,
    pullRequest: pipeline.merge_request?.iid ?? names.pullRequest,
    headRepository: source === repository ? undefined : source,
    workflow: run?.name,
    runId: run?.id,
    runUrl: run?.url ?? pipelineUrl(pipeline, run?.id),
    event: run?.source,
    actor: pipeline.user?.username ?? pipeline.user?.name,
  };
}

function observeJob(shared: BuildObservation, job: Job): BuildObservation[] {
  if (job.id === undefined) return [];
  return [
    {
      ...shared,
      jobId: job.id,
      jobName: job.name,
      status: isTimeout(job.status, job.failure_reason) ? 'timed_out' : statusOf(GITLAB_STATUS, job.status),
      rawStatus: job.status,
      startedAt: job.started_at,
      finishedAt: job.finished_at,
      occurredAt: job.finished_at ?? job.started_at ?? job.created_at,
    },
  ];
}
