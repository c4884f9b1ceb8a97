import { commitIdOf } from '#domain';
import { lenient } from '#platform';
import { isFinal, rawStatus } from '../build-status.js';
import { account, envelopeFields, type ForgeEventReader, pullRequests } from './envelope.js';
import { githubStatus } from './status.js';

const { identifier, integer, read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  workflow: shape({ name: text, path: text }),
  workflow_run: shape({
    id: identifier,
    run_attempt: integer,
    run_number: integer,
    name: text,
    path: text,
    html_url: text,
    head_sha: text,
    head_branch: text,
    event: text,
    status: text,
    conclusion: text,
    actor: account,
    pull_requests: pullRequests,
    head_repository: shape({ full_name: text }),
    created_at: time,
    run_started_at: time,
    updated_at: time,
    // Gitea's names of the same.
    started_at: time,
    completed_at: time,
  }),
});

/**
 * `workflow_run`: one attempt of one run. A re-run keeps the id and raises the attempt.
 * `head_branch` holds the tag's name when a release started the run; for a tag push GitHub does not
 * say that it is a tag, so it stays under `branch`.
 */
export const readWorkflowRunEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  const run = envelope?.workflow_run;
  if (envelope === undefined || run === undefined) return 'unexpected_shape';
  const repository = envelope.repository?.full_name;
  const status = githubStatus(run, forge);
  const byRelease = run.event === 'release';
  return [
    {
      kind: 'build',
      provider: forge,
      repository,
      commit: commitIdOf(run.head_sha),
      branch: byRelease ? undefined : run.head_branch,
      gitTag: byRelease ? run.head_branch : undefined,
      pullRequest: run.pull_requests[0]?.number,
      headRepository:
        run.head_repository?.full_name === repository ? undefined : run.head_repository?.full_name,
      workflow: run.name ?? envelope.workflow?.name ?? run.path,
      workflowPath: workflowPath(run.path ?? envelope.workflow?.path),
      runId: run.id,
      runAttempt: run.run_attempt,
      runNumber: run.run_number,
      runUrl: run.html_url,
      status,
      rawStatus: rawStatus(run.status, run.conclusion),
      event: run.event,
      actor: run.actor?.login ?? envelope.sender?.login,
      startedAt: run.run_started_at ?? run.started_at ?? run.created_at,
      finishedAt: isFinal(status) ? (run.updated_at ?? run.completed_at) : undefined,
      occurredAt: run.updated_at ?? run.completed_at ?? run.started_at ?? run.created_at,
    },
  ];
};

/** GitHub appends `@<ref>` to the path of a workflow that runs from another ref. */
const workflowPath = (path: string | undefined) => path?.replace(/@.*$/s, '');
