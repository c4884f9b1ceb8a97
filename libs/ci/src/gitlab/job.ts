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
  build_id: identifier,
  build_name: text,
  build_status: text,
  build_failure_reason: text,
  build_created_at: time,
  build_started_at: time,
  build_finished_at: time,
  build_created_at_iso: time,
  build_started_at_iso: time,
  build_finished_at_iso: time,
  user: shape({ username: text, name: text }),
});

type Job = lenient.Read<typeof jobSchema>;

/** The job event, whose `object_kind` is `build`. Its `commit.id` is the pipeline's id, not a commit. */
export function observeJobEvent(job: Job): Observation[] {
  const timedOut = isTimeout(job.build_status, job.build_failure_reason);
  const startedAt = job.build_started_at_iso ?? job.build_started_at;
  const finishedAt = job.build_finished_at_iso ?? job.build_finished_at;
  return [
    {
      kind: 'build',
      provider: 'gitlab',
      repository: projectPath(job),
      commit: commitIdOf(job.sha),
      branch: job.tag === true ? undefined : job.ref,
      gitTag: job.tag === true ? job.ref : undefined,
      runId: job.pipeline_id,
      runUrl: pipelineUrl(job, job.pipeline_id),
      jobId: job.build_id,
      jobName: job.build_name,
      status: timedOut ? 'timed_out' : statusOf(GITLAB_STATUS, job.build_status),
      rawStatus: rawStatus(
        job.build_status,
        job.build_status === 'failed' ? job.build_failure_reason : undefined,
      ),
      actor: job.user?.username ?? job.user?.name,
      startedAt,
      finishedAt,
      occurredAt: finishedAt ?? startedAt ?? job.build_created_at_iso ?? job.build_created_at,
    },
  ];
}
