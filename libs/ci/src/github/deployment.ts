import { commitIdOf, readRef } from '#domain';
import { lenient } from '#platform';
import { type StatusWords, statusOf } from '../build-status.js';
import { envelopeFields, type ForgeEventReader } from './envelope.js';

const { identifier, read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  deployment: shape({ sha: text, ref: text, environment: text, created_at: time }),
  workflow_run: shape({ id: identifier }),
  deployment_status: shape({ state: text, environment: text, created_at: time, updated_at: time }),
});

const STATES: StatusWords = new Map([
  ['queued', 'queued'],
  ['pending', 'queued'],
  ['waiting', 'blocked'],
  ['in_progress', 'running'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
]);

/** `deployment` and `deployment_status`: what was rolled out where; no build, so kept as `other`. */
export const readDeploymentEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  if (envelope?.deployment === undefined) return 'unexpected_shape';
  const { deployment, deployment_status: status } = envelope;
  const names = readRef(deployment.ref);
  return [
    {
      kind: 'other',
      provider: forge,
      event: 'deployment',
      repository: envelope.repository?.full_name,
      commit: commitIdOf(deployment.sha),
      // A deployment of a bare commit has the commit as its ref.
      branch: commitIdOf(deployment.ref) === null ? names.branch : undefined,
      gitTag: names.gitTag,
      runId: envelope.workflow_run?.id,
      status: status && statusOf(STATES, status.state),
      environment: status?.environment ?? deployment.environment,
      actor: envelope.sender?.login,
      occurredAt: status?.updated_at ?? status?.created_at ?? deployment.created_at,
    },
  ];
};
