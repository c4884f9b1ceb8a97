import { commitIdOf } from '#domain';
import { lenient } from '#platform';
import { rawStatus, type StatusWords, statusOf } from '../build-status.js';
import { envelopeFields, type ForgeEventReader } from './envelope.js';

const { list, read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  sha: text,
  state: text,
  context: text,
  target_url: text,
  branches: list(shape({ name: text })),
  updated_at: time,
});

/** `pending` covers both waiting and running; nothing says which. */
const STATES: StatusWords = new Map([
  ['pending', 'running'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['warning', 'success'],
  ['skipped', 'skipped'],
]);

/** `status`: what another CI system reports on a commit, without a run of GitHub's own. */
export const readCommitStatusEvent: ForgeEventReader = (payload, forge) => {
  const status = read(payloadSchema, payload);
  if (status === undefined) return 'unexpected_shape';
  return [
    {
      kind: 'build',
      provider: forge,
      repository: status.repository?.full_name,
      commit: commitIdOf(status.sha),
      // A commit can be on many branches; only a single one tells which it was built for.
      branch: status.branches.length === 1 ? status.branches[0]?.name : undefined,
      jobName: status.context,
      runUrl: status.target_url,
      status: statusOf(STATES, status.state),
      rawStatus: rawStatus(status.state),
      actor: status.sender?.login,
      occurredAt: status.updated_at,
    },
  ];
};
