import { commitIdOf, readRef } from '#domain';
import { lenient } from '#platform';
import { isFinal, type StatusWords, statusOf } from '../build-status.js';
import { envelopeFields, type ForgeEventReader } from '../github/envelope.js';

const { identifier, integer, read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  run: shape({
    id: identifier,
    title: text,
    workflow_id: text,
    index_in_repo: integer,
    html_url: text,
    commit_sha: text,
    prettyref: text,
    event: text,
    status: text,
    created: time,
    started: time,
    stopped: time,
    updated: time,
    repository: shape({ full_name: text }),
    trigger_user: shape({ login: text }),
  }),
});

/** `Status.String` of Forgejo's `models/actions`. */
const STATUS: StatusWords = new Map([
  ['waiting', 'queued'],
  ['blocked', 'queued'],
  ['running', 'running'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
]);

/** Forgejo's `action_run_*`: a run of Forgejo Actions that finished (Forgejo `modules/structs/action.go`). */
export const readActionRunEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  const run = envelope?.run;
  if (envelope === undefined || run === undefined) return 'unexpected_shape';
  const status = statusOf(STATUS, run.status);
  return [
    {
      kind: 'build',
      provider: forge,
      repository: run.repository?.full_name ?? envelope.repository?.full_name,
      commit: commitIdOf(run.commit_sha),
      // `prettyref` is a short name, or `#7` for a pull request.
      branch: run.prettyref?.startsWith('#') === true ? undefined : readRef(run.prettyref).branch,
      workflow: run.workflow_id,
      runId: run.id,
      runNumber: run.index_in_repo,
      runUrl: run.html_url,
      status,
      rawStatus: run.status,
      event: run.event,
      actor: run.trigger_user?.login ?? envelope.sender?.login,
      startedAt: run.started,
      finishedAt: isFinal(status) ? run.stopped : undefined,
      occurredAt: run.stopped ?? run.updated ?? run.created,
    },
  ];
};
