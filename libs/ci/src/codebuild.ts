import {
  type BuildObservation,
  type BuildStep,
  commitIdOf,
  type Observation,
  readRef,
  repositoryPathOf,
} from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import {
  awsConfirmationUrl,
  awsKeyUrl,
  lenient,
  OPERATOR_CREDENTIAL_HEADERS,
  readAwsEvent,
  verifyAwsDelivery,
} from '#platform';
import { isFinal, type StatusWords, statusOf } from './build-status.js';

const { identifier, list, read, shape, text, time } = lenient;

const eventSchema = shape({
  id: text,
  'detail-type': text,
  source: text,
  time,
  detail: shape({
    'build-status': text,
    'project-name': text,
    'build-id': text,
    'additional-information': shape({
      'build-number': identifier,
      initiator: text,
      'source-version': text,
      source: shape({ location: text }),
      logs: shape({ 'deep-link': text }),
      phases: list(shape({ 'phase-type': text, 'phase-status': text })),
    }),
  }),
});

type Event = lenient.Read<typeof eventSchema>;

/** `build-status` and `phase-status` (CodeBuild user guide, "Build notifications input format reference"). */
const STATUS: StatusWords = new Map([
  ['queued', 'queued'],
  ['in_progress', 'running'],
  ['succeeded', 'success'],
  ['failed', 'failure'],
  ['fault', 'failure'],
  ['client_error', 'failure'],
  ['timed_out', 'timed_out'],
  ['stopped', 'cancelled'],
]);

/** AWS CodeBuild over Amazon EventBridge or SNS. Phase changes are left to the state change that lists them. */
export const codebuild: SourceAdapter = {
  id: 'codebuild',
  title: 'AWS CodeBuild',
  aliases: ['eventbridge', 'sns'],
  feeds: ['builds'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify({ body }) {
    const event = eventOf(body);
    return { event: event?.['detail-type'] ?? null, deliveryId: event?.id ?? null };
  },
  keyUrl: awsKeyUrl,
  confirmationUrl: awsConfirmationUrl,
  verify: (delivery, source) => verifyAwsDelivery(delivery, source),
  normalise({ body }) {
    const result = readAwsEvent(body);
    if (!result.ok) return { ignored: result.reason };
    const event = read(eventSchema, result.event);
    if (event === undefined) return { ignored: 'unexpected_shape' };
    if (event['detail-type'] === 'CodeBuild Build Phase Change') return { ignored: 'irrelevant_event' };
    if (event['detail-type'] !== 'CodeBuild Build State Change') return { ignored: 'unknown_event' };
    return normalised(observe(event));
  },
};

function eventOf(body: Buffer): Event | undefined {
  const result = readAwsEvent(body);
  return result.ok ? read(eventSchema, result.event) : undefined;
}

function observe(event: Event): Observation[] {
  const { detail } = event;
  const more = detail?.['additional-information'];
  const number = more?.['build-number'];
  const status = statusOf(STATUS, detail?.['build-status']);
  const steps = (more?.phases ?? []).flatMap((phase): BuildStep[] => {
    const name = phase['phase-type'];
    // A phase that is still going has no status; COMPLETED is a mark, not a phase.
    if (name === undefined || name === 'COMPLETED') return [];
    const word = phase['phase-status'];
    return [{ name, status: word === undefined ? 'running' : statusOf(STATUS, word) }];
  });
  return [
    {
      kind: 'build',
      provider: 'codebuild',
      repository: repositoryPathOf(more?.source?.location),
      ...versionOf(more?.['source-version']),
      workflow: detail?.['project-name'],
      // The ARN ends in `build/<project>:<uuid>`, which is the build's id everywhere else.
      runId: detail?.['build-id']?.replace(/^arn:.*:build\//s, ''),
      runNumber: number !== undefined && /^\d{1,15}$/.test(number) ? Number(number) : undefined,
      runUrl: more?.logs?.['deep-link'],
      status,
      rawStatus: detail?.['build-status'],
      actor: more?.initiator,
      finishedAt: isFinal(status) ? event.time : undefined,
      occurredAt: event.time,
      eventId: event.id,
      steps: steps.length > 0 ? steps : undefined,
    },
  ];
}

/** A commit, `refs/heads/main`, `pr/7`, or `<ref>^{<commit>}` for builds that a webhook started. */
function versionOf(version: string | undefined): Partial<BuildObservation> {
  const [, ref, pinned] = /^(.+)\^\{([0-9a-f]{40})\}$/.exec(version ?? '') ?? [];
  const commit = commitIdOf(pinned ?? version);
  const pullRequest = /^pr\/(\d{1,15})$/.exec(ref ?? version ?? '')?.[1];
  if (pullRequest !== undefined) return { commit, pullRequest: Number(pullRequest) };
  const names = readRef(ref ?? (commit === null ? version : undefined));
  return { commit, branch: names.branch, gitTag: names.gitTag, pullRequest: names.pullRequest };
}
