import { type BuildStatus, commitIdOf, type Observation, readRef, repositoryPathOf } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter, unsignedUnlessSecret } from '#pipeline';
import { lenient, OPERATOR_CREDENTIAL_HEADERS, readDocument, verifyOperatorCredential } from '#platform';
import { isFinal, rawStatus, type StatusWords, statusOf } from './build-status.js';

const { flag, identifier, list, shape, text, time } = lenient;

const payloadSchema = shape({
  eventType: text,
  payload: shape({
    id: identifier,
    number: text,
    status: text,
    state: text,
    branchName: text,
    webUrl: text,
    queuedDate: time,
    startDate: time,
    finishDate: time,
    buildType: shape({ name: text, projectName: text }),
    canceledInfo: shape({ timestamp: time }),
    failedToStart: flag,
    triggered: shape({ type: text, user: shape({ username: text }) }),
    revisions: shape({
      revision: list(
        shape({
          version: text,
          vcsBranchName: text,
          'vcs-root-instance': shape({ name: text }),
        }),
      ),
    }),
  }),
});

type Event = lenient.Read<typeof payloadSchema>;

const RESULTS: StatusWords = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
]);

/** What the event itself says, whatever the build's fields were when it was rendered. */
const EVENTS: ReadonlyMap<string, BuildStatus | 'by_result'> = new Map([
  ['BUILD_TYPE_ADDED_TO_QUEUE', 'queued'],
  ['BUILD_STARTED', 'running'],
  ['CHANGES_LOADED', 'running'],
  ['BUILD_FINISHED', 'by_result'],
  // A cancelled build sends this with the state still `running`, and never BUILD_FINISHED.
  ['BUILD_INTERRUPTED', 'cancelled'],
]);

/** TeamCity's built-in webhooks (TeamCity docs, "Webhooks"). They cannot sign. */
export const teamcity: SourceAdapter = {
  id: 'teamcity',
  title: 'TeamCity',
  feeds: ['builds'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify({ body }) {
    const document = readDocument(body, payloadSchema);
    return { event: document.ok ? (document.value.eventType ?? null) : null, deliveryId: null };
  },
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise({ body }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    if (!EVENTS.has(document.value.eventType ?? '')) return { ignored: 'unknown_event' };
    return normalised(observe(document.value));
  },
};

function observe({ eventType, payload: build }: Event): Observation[] {
  if (build?.id === undefined) return [];
  const revision = build.revisions?.revision[0];
  const status = statusAt(eventType ?? '', build);
  const names = branchNames(build.branchName, revision?.vcsBranchName);
  return [
    {
      kind: 'build',
      provider: 'teamcity',
      // TeamCity names a VCS root after its address, `#` and the branch, unless somebody renamed it.
      repository: repositoryPathOf(revision?.['vcs-root-instance']?.name?.split('#')[0]),
      // A Perforce or Subversion number is no commit.
      commit: commitIdOf(revision?.version),
      ...names,
      workflow: build.buildType?.name,
      runId: build.id,
      runNumber: /^\d{1,15}$/.test(build.number ?? '') ? Number(build.number) : undefined,
      runUrl: build.webUrl,
      status,
      rawStatus: rawStatus(build.state, build.status),
      event: build.triggered?.type,
      actor: build.triggered?.user?.username,
      startedAt: build.startDate,
      finishedAt: isFinal(status) ? (build.finishDate ?? build.canceledInfo?.timestamp) : undefined,
      occurredAt: build.finishDate ?? build.canceledInfo?.timestamp ?? build.startDate ?? build.queuedDate,
    },
  ];
}

function statusAt(eventType: string, build: NonNullable<Event['payload']>): BuildStatus {
  const status = EVENTS.get(eventType) ?? 'unknown';
  if (status !== 'by_result') return status;
  if (build.canceledInfo !== undefined) return 'cancelled';
  return statusOf(RESULTS, build.status);
}

/** The VCS branch is written in full; the logical name may be shortened or `<default>`. */
function branchNames(logical: string | undefined, vcs: string | undefined) {
  const { branch, gitTag, pullRequest } = readRef(vcs ?? (logical === '<default>' ? undefined : logical));
  return { branch, gitTag, pullRequest };
}
