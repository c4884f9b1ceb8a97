import { type BuildObservation, commitIdOf, type Observation, repositoryPathOf } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, readDocument, verifyHmacHeader } from '#platform';
import { isFinal, type StatusWords, statusOf } from './build-status.js';

const { identifier, integer, shape, text, time } = lenient;

const payloadSchema = shape({
  id: text,
  type: text,
  happened_at: time,
  project: shape({ slug: text }),
  workflow: shape({ id: text, name: text, status: text, url: text, created_at: time, stopped_at: time }),
  job: shape({ id: text, name: text, number: identifier, status: text, started_at: time, stopped_at: time }),
  pipeline: shape({
    number: integer,
    trigger: shape({ type: text }),
    vcs: shape({
      origin_repository_url: text,
      target_repository_url: text,
      revision: text,
      branch: text,
      tag: text,
      commit: shape({ author: shape({ login: text, name: text }) }),
    }),
    trigger_parameters: shape({
      git: shape({
        checkout_sha: text,
        checkout_url: text,
        repo_url: text,
        repo_owner: text,
        repo_name: text,
        branch: text,
        tag: text,
        commit_author_name: text,
      }),
      circleci: shape({ event_type: text }),
    }),
  }),
});

type Payload = lenient.Read<typeof payloadSchema>;

/** Statuses of workflows and jobs (CircleCI docs, "Webhooks reference"). */
const STATUS: StatusWords = new Map([
  ['success', 'success'],
  ['failed', 'failure'],
  ['error', 'failure'],
  ['unauthorized', 'failure'],
  ['infrastructure_fail', 'failure'],
  ['canceled', 'cancelled'],
  ['timedout', 'timed_out'],
  ['not_run', 'skipped'],
  ['on_hold', 'blocked'],
  ['needs_approval', 'blocked'],
  ['blocked', 'queued'],
  ['queued', 'queued'],
  ['not_running', 'queued'],
  ['running', 'running'],
  ['failing', 'running'],
]);

/** CircleCI (CircleCI docs, "Webhooks"). */
export const circleci: SourceAdapter = {
  id: 'circleci',
  title: 'CircleCI',
  feeds: ['builds'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['circleci-signature'],
  identify({ headers, body }) {
    const document = readDocument(body, payloadSchema);
    return {
      event: headers['circleci-event-type'] ?? null,
      deliveryId: document.ok ? (document.value.id ?? null) : null,
    };
  },
  /** A list of versions; only `v1` is defined. */
  verify: ({ body, headers }, { secrets }) =>
    verifyHmacHeader(body, headers['circleci-signature'], secrets, {
      algorithm: 'sha256',
      prefix: 'v1=',
      encoding: 'hex',
    }),
  normalise({ headers, body }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const type = document.value.type ?? headers['circleci-event-type'];
    if (type === 'ping') return { ignored: 'ping' };
    if (type !== 'workflow-completed' && type !== 'job-completed') return { ignored: 'unknown_event' };
    const { workflow, job } = document.value;
    // The documented example of a job in a GitLab project is called `workflow-completed`.
    const isJob = type === 'job-completed' || (workflow === undefined && job !== undefined);
    return normalised(observe(document.value, isJob));
  },
};

/** A job's success says nothing of its workflow, so the two are told apart by the type. */
function observe(payload: Payload, isJob: boolean): Observation[] {
  const { workflow, job } = payload;
  const subject = isJob ? job : workflow;
  const status = statusOf(STATUS, subject?.status);
  const run: BuildObservation = {
    kind: 'build',
    provider: 'circleci',
    ...sourceOf(payload),
    workflow: workflow?.name,
    runId: workflow?.id,
    runNumber: payload.pipeline?.number,
    runUrl: workflow?.url,
    status,
    rawStatus: subject?.status,
    event: payload.pipeline?.trigger_parameters?.circleci?.event_type ?? payload.pipeline?.trigger?.type,
    startedAt: isJob ? job?.started_at : workflow?.created_at,
    finishedAt: isFinal(status) ? subject?.stopped_at : undefined,
    occurredAt: payload.happened_at,
    eventId: payload.id,
  };
  return [isJob ? { ...run, jobId: job?.id, jobName: job?.name } : run];
}

/** `vcs` exists for GitHub OAuth and Bitbucket Cloud projects, `trigger_parameters.git` for the others. */
function sourceOf({ pipeline, project }: Payload): Partial<BuildObservation> {
  const { vcs } = pipeline ?? {};
  const git = pipeline?.trigger_parameters?.git;
  const repository =
    repositoryPathOf(vcs?.target_repository_url) ??
    repositoryPathOf(git?.checkout_url ?? git?.repo_url) ??
    repositoryFromSlug(project?.slug);
  const origin = repositoryPathOf(vcs?.origin_repository_url);
  return {
    repository,
    headRepository: origin === repository ? undefined : origin,
    commit: commitIdOf(vcs?.revision) ?? commitIdOf(git?.checkout_sha),
    branch: vcs?.branch ?? git?.branch,
    gitTag: vcs?.tag ?? git?.tag,
    actor: vcs?.commit?.author?.login ?? vcs?.commit?.author?.name ?? git?.commit_author_name,
  };
}

/** `github/acme/api`; projects of GitHub Apps and GitLab have ids there instead. */
const repositoryFromSlug = (slug: string | undefined) =>
  /^(?:gh|github|bb|bitbucket)\/([^/]+\/[^/]+)$/.exec(slug ?? '')?.[1];
