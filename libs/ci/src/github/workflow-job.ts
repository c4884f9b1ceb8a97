import { commitIdOf } from '#domain';
import { lenient } from '#platform';
import { rawStatus } from '../build-status.js';
import { envelopeFields, type ForgeEventReader } from './envelope.js';
import { githubStatus } from './status.js';

const { identifier, integer, list, read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  workflow_job: shape({
    id: identifier,
    run_id: identifier,
    run_attempt: integer,
    name: text,
    workflow_name: text,
    head_sha: text,
    head_branch: text,
    html_url: text,
    status: text,
    conclusion: text,
    created_at: time,
    started_at: time,
    completed_at: time,
    steps: list(shape({ name: text, status: text, conclusion: text })),
  }),
});

/** `workflow_job`: one job of one attempt, with its steps. Its id is not the run's. */
export const readWorkflowJobEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  const job = envelope?.workflow_job;
  if (envelope === undefined || job === undefined) return 'unexpected_shape';
  return [
    {
      kind: 'build',
      provider: forge,
      repository: envelope.repository?.full_name,
      commit: commitIdOf(job.head_sha),
      branch: job.head_branch,
      workflow: job.workflow_name,
      runId: job.run_id,
      runAttempt: job.run_attempt,
      // Gitea's run pages go by the number of the run in its repository, which a job does not have.
      runUrl: forge === 'github' ? runUrl(envelope.repository?.html_url, job.run_id) : undefined,
      jobId: job.id,
      jobName: job.name,
      status: githubStatus(job, forge),
      rawStatus: rawStatus(job.status, job.conclusion),
      actor: envelope.sender?.login,
      startedAt: job.started_at,
      finishedAt: job.completed_at,
      occurredAt: job.completed_at ?? job.started_at ?? job.created_at,
      steps: job.steps.flatMap((step) =>
        step.name === undefined ? [] : [{ name: step.name, status: githubStatus(step, forge) }],
      ),
    },
  ];
};

/** The page of the run; the job's own address points to the job and its `run_url` to the API. */
const runUrl = (repositoryUrl: string | undefined, runId: string | undefined) =>
  repositoryUrl === undefined || runId === undefined ? undefined : `${repositoryUrl}/actions/runs/${runId}`;
