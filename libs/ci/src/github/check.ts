import { type BuildObservation, commitIdOf } from '#domain';
import { lenient } from '#platform';
import { isFinal, rawStatus } from '../build-status.js';
import { envelopeFields, type Forge, type ForgeEventReader, pullRequests } from './envelope.js';
import { githubStatus } from './status.js';

const { identifier, read, shape, text, time } = lenient;

const suiteFields = {
  id: identifier,
  head_sha: text,
  head_branch: text,
  status: text,
  conclusion: text,
  pull_requests: pullRequests,
  app: shape({ name: text }),
  created_at: time,
  updated_at: time,
};

const payloadSchema = shape({
  ...envelopeFields,
  check_suite: shape(suiteFields),
  check_run: shape({
    ...suiteFields,
    name: text,
    details_url: text,
    html_url: text,
    started_at: time,
    completed_at: time,
    check_suite: shape(suiteFields),
  }),
});

type Envelope = lenient.Read<typeof payloadSchema>;

/** `check_run`: one check of any app on a commit. Its id is no run's; for GitHub Actions it is the job's. */
export const readCheckRunEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  const check = envelope?.check_run;
  if (envelope === undefined || check === undefined) return 'unexpected_shape';
  const status = githubStatus(check, forge);
  return [
    {
      ...common(envelope, forge),
      commit: commitIdOf(check.head_sha),
      branch: check.check_suite?.head_branch,
      pullRequest: check.pull_requests[0]?.number,
      workflow: check.app?.name,
      runUrl: check.details_url ?? check.html_url,
      jobId: check.id,
      jobName: check.name,
      status,
      rawStatus: rawStatus(check.status, check.conclusion),
      startedAt: check.started_at,
      finishedAt: check.completed_at,
      occurredAt: check.completed_at ?? check.started_at,
    },
  ];
};

/** `check_suite`: all checks of one app on a commit, as one status without a run. */
export const readCheckSuiteEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  const suite = envelope?.check_suite;
  if (envelope === undefined || suite === undefined) return 'unexpected_shape';
  const status = githubStatus(suite, forge);
  return [
    {
      ...common(envelope, forge),
      commit: commitIdOf(suite.head_sha),
      branch: suite.head_branch,
      pullRequest: suite.pull_requests[0]?.number,
      workflow: suite.app?.name,
      status,
      rawStatus: rawStatus(suite.status, suite.conclusion),
      finishedAt: isFinal(status) ? suite.updated_at : undefined,
      occurredAt: suite.updated_at ?? suite.created_at,
    },
  ];
};

const common = (envelope: Envelope, forge: Forge): BuildObservation => ({
  kind: 'build',
  provider: forge,
  repository: envelope.repository?.full_name,
  actor: envelope.sender?.login,
});
