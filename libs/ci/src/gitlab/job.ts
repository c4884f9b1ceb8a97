import { commitIdOf, type Observation } from '#domain';
import { lenient } from '#platform';
import { rawStatus, statusOf } from '../build-status.js';
import { pipelineUrl, projectFields, projectPath } from './project.js';
import { GITLAB_STATUS, isTimeout } from './status.js';

const { flag, identifier, shape, text, time } = lenient;

export const jobSchema = shape({
  ...projectFields,
  ref: text,
  tag: flag,
  sha: text,
  pipeline_id: identifier,
  commit: shape({ id: identifier }),
  build_id: identifier,
  build_name: text,
  build_status: text,
  build_failure_reason: text,
  job_id: identifier,
  job_name: text,
  job_status: text,
  job_failure_reason: text,
  job_started_at: time,
  job_finished_at: time,
  build_created_at: time,
  build_started_at: time,
  build_finished_at: time,
  build_created_at_iso: time,
  build_started_at_iso: time,
  build_finished_at_iso: time,
  user: shape({ username: text, name: text }),
});

type Job = lenient.Read<typeof jobSchema>;

/**
 * The job event, whose `object_kind` is `build` and whose fields are called `build_…`; a few relays write
 * `job` in both. Its `commit.id` is the pipeline's id, not a commit.
 */
export function observeJobEvent(job: Job): Observation[] {
  const said = job.build_status ?? job.job_status;
  const reason = job.build_failure_reason ?? job.job_failure_reason;
  const startedAt = job.build_started_at_iso ?? job.build_started_at ?? job.job_started_at;
  const finishedAt = job.build_finished_at_iso ?? job.build_finished_at ?? job.job_finished_at;
  const pipeline = job.pipeline_id ?? pipelineIdOf(job.commit?.id);
  return [
    {
      kind: 'build',
      provider: 'gitlab',
      repository: projectPath(job),
      commit: commitIdOf(job.sha),
      branch: job.tag === true ? undefined : job.ref,
      gitTag: job.tag === true ? job.ref : undefined,
      runId: pipeline,
      runUrl: pipelineUrl(job, pipeline),
      jobId: job.build_id ?? job.job_id,
      jobName: job.build_name ?? job.job_name,
      status: isTimeout(said, reason) ? 'timed_out' : statusOf(GITLAB_STATUS, said),
      rawStatus: rawStatus(said, said === 'failed' ? reason : undefined),
      actor: job.user?.username ?? job.user?.name,
      startedAt,
      finishedAt,
      occurredAt: finishedAt ?? startedAt ?? job.build_created_at_iso ?? job.build_created_at,
    },
  ];
}

/** Versions before 10 name the pipeline only here. */
const pipelineIdOf = (id: string | undefined) => (/^\d{1,15}$/.test(id ?? '') ? id : undefined);
