import {
  type BuildObservation,
  type BuildStatus,
  commitIdOf,
  type Observation,
  repositoryPathOf,
} from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import {
  OPERATOR_CREDENTIAL_HEADERS,
  readDocument,
  verifyOperatorCredential,
  verifyStaticHeader,
  verifyTimestampedHmac,
} from '#platform';
import { isFinal, type StatusWords, statusOf } from './build-status.js';
import { deliverySchema, type Event, type Job } from './buildkite/payload.js';

/** Build states (Buildkite docs, "Build states"). */
const BUILD_STATES: StatusWords = new Map([
  ['creating', 'queued'],
  ['scheduled', 'queued'],
  ['waiting', 'queued'],
  ['running', 'running'],
  ['started', 'running'],
  ['failing', 'running'],
  ['canceling', 'running'],
  ['passed', 'success'],
  ['failed', 'failure'],
  ['waiting_failed', 'failure'],
  ['canceled', 'cancelled'],
  ['blocked', 'blocked'],
  ['skipped', 'skipped'],
  ['not_run', 'skipped'],
]);

/** Job states (Buildkite docs, "Job states"); `finished` is decided by the outcome. */
const JOB_STATES: StatusWords = new Map([
  ['pending', 'queued'],
  ['waiting', 'queued'],
  ['limiting', 'queued'],
  ['limited', 'queued'],
  ['scheduled', 'queued'],
  ['assigned', 'queued'],
  ['accepted', 'queued'],
  ['started', 'running'],
  ['running', 'running'],
  ['canceling', 'running'],
  ['timing_out', 'running'],
  ['passed', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['timed_out', 'timed_out'],
  ['expired', 'timed_out'],
  ['blocked', 'blocked'],
  ['unblocked', 'success'],
  ['skipped', 'skipped'],
  ['broken', 'skipped'],
]);

/** Buildkite, over its own webhooks or as a partner source of Amazon EventBridge (Buildkite docs, "Webhooks"). */
export const buildkite: SourceAdapter = {
  id: 'buildkite',
  title: 'Buildkite',
  aliases: ['eventbridge'],
  feeds: ['builds'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['x-buildkite-token', 'x-buildkite-signature', ...OPERATOR_CREDENTIAL_HEADERS],
  // Buildkite has no delivery id, and a retry is rendered anew, so only EventBridge's event id serves.
  identify({ headers, body }) {
    const delivery = readDocument(body, deliverySchema);
    const event = delivery.ok ? delivery.value : undefined;
    return {
      event: headers['x-buildkite-event'] ?? event?.['detail-type'] ?? null,
      deliveryId: event?.detail === undefined ? null : (event.id ?? null),
    };
  },
  verify({ headers, body }, { secrets }, now) {
    if (headers['x-buildkite-signature'] !== undefined)
      return verifyTimestampedHmac(body, headers['x-buildkite-signature'], secrets, now);
    if (headers['x-buildkite-token'] !== undefined)
      return verifyStaticHeader(headers['x-buildkite-token'], secrets);
    return verifyOperatorCredential(headers, secrets);
  },
  normalise({ headers, body }) {
    const delivery = readDocument(body, deliverySchema);
    if (!delivery.ok) return { ignored: delivery.reason };
    const { detail, ...webhook } = delivery.value;
    if ((headers['x-buildkite-event'] ?? webhook.event) === 'ping') return { ignored: 'ping' };
    const event = detail ?? webhook;
    if (event.build === undefined) return { ignored: 'unknown_event' };
    return normalised(observe(event, detail === undefined ? undefined : webhook.id));
  },
};

/** The run, and the job where the event is of one. */
function observe(event: Event, eventId: string | undefined): Observation[] {
  const build = event.build;
  const pipeline = event.pipeline ?? event.project;
  const shared: BuildObservation = {
    kind: 'build',
    provider: 'buildkite',
    repository: repositoryPathOf(pipeline?.repository ?? pipeline?.repo),
    commit: commitIdOf(build?.commit),
    branch: build?.tag === undefined ? build?.branch : undefined,
    gitTag: build?.tag,
    pullRequest: build?.pull_request?.id,
    workflow: pipeline?.name ?? pipeline?.slug,
    runId: build?.id ?? build?.uuid,
    runNumber: build?.number,
    runUrl: build?.web_url,
    event: build?.source,
    actor: event.sender?.name ?? build?.creator?.name,
    eventId,
  };
  if (event.job !== undefined) return [observeJob(shared, event.job)];
  // A build that stopped at a block step is reported as passed and finished.
  const status: BuildStatus = build?.blocked === true ? 'blocked' : statusOf(BUILD_STATES, build?.state);
  return [
    {
      ...shared,
      status,
      rawStatus: build?.blocked === true ? `${build.state ?? ''}/blocked` : build?.state,
      startedAt: build?.started_at,
      finishedAt: isFinal(status) ? build?.finished_at : undefined,
      occurredAt: build?.finished_at ?? build?.started_at ?? build?.scheduled_at ?? build?.created_at,
    },
  ];
}

function observeJob(shared: BuildObservation, job: Job): BuildObservation {
  const status = jobStatus(job);
  return {
    ...shared,
    jobId: job.id ?? job.uuid,
    jobName: job.name ?? job.label ?? job.step_key,
    status,
    rawStatus: job.state,
    startedAt: job.started_at,
    finishedAt: isFinal(status) ? job.finished_at : undefined,
    occurredAt: job.finished_at ?? job.started_at ?? job.created_at,
  };
}

function jobStatus({
  state,
  type,
  passed,
  exit_status: exitStatus,
  signal_reason: signal,
}: Job): BuildStatus {
  if (state !== 'finished') return statusOf(JOB_STATES, state);
  // A block step that somebody let go on has finished without having passed anything.
  if (type === 'manual') return 'success';
  if (signal === 'cancel') return 'cancelled';
  if (passed !== undefined) return passed ? 'success' : 'failure';
  if (exitStatus === undefined) return 'unknown';
  return exitStatus === 0 ? 'success' : 'failure';
}
