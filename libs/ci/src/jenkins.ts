import { type BuildStatus, commitIdOf, type Observation, repositoryPathOf } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter, unsignedUnlessSecret } from '#pipeline';
import { lenient, OPERATOR_CREDENTIAL_HEADERS, readDocument, verifyOperatorCredential } from '#platform';
import { isFinal, rawStatus, type StatusWords, statusOf } from './build-status.js';

const { identifier, integer, shape, text, time } = lenient;

const payloadSchema = shape({
  name: text,
  build: shape({
    full_url: text,
    number: identifier,
    phase: text,
    status: text,
    timestamp: time,
    duration: integer,
    scm: shape({ url: text, branch: text, commit: text }),
  }),
});

type Payload = lenient.Read<typeof payloadSchema>;

const RESULTS: StatusWords = new Map([
  ['success', 'success'],
  // Tests failed after the build itself; the run as a whole did not succeed.
  ['unstable', 'failure'],
  ['failure', 'failure'],
  ['aborted', 'cancelled'],
  ['not_built', 'skipped'],
]);

const ENDED = new Set(['COMPLETED', 'FINALIZED', 'FINISHED']);

/** Jenkins' Notification plugin (jenkinsci/notification-plugin, README). It cannot sign. */
export const jenkins: SourceAdapter = {
  id: 'jenkins',
  title: 'Jenkins (Notification plugin)',
  aliases: ['jenkins-notification'],
  feeds: ['builds'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify: () => ({ event: null, deliveryId: null }),
  // `user:password@` in the endpoint's address arrives as Basic credentials.
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise({ body }) {
    const document = readDocument(body, payloadSchema);
    return document.ok ? normalised(observe(document.value)) : { ignored: document.reason };
  },
};

function observe({ name, build }: Payload): Observation[] {
  if (build?.number === undefined) return [];
  const phase = build.phase?.toUpperCase();
  const status = statusAt(phase, build.status);
  const ref = branchOf(build.scm?.branch);
  return [
    {
      kind: 'build',
      provider: 'jenkins',
      repository: repositoryPathOf(build.scm?.url),
      commit: commitIdOf(build.scm?.commit),
      ...ref,
      workflow: name,
      jobName: name,
      // Numbers are unique only within their job.
      runId: name === undefined ? build.number : `${name}/${build.number}`,
      runNumber: /^\d{1,15}$/.test(build.number) ? Number(build.number) : undefined,
      runUrl: build.full_url,
      status,
      rawStatus: rawStatus(build.phase, phase === 'STARTED' ? undefined : build.status),
      startedAt: phase === 'STARTED' ? build.timestamp : undefined,
      finishedAt: isFinal(status) ? build.timestamp : undefined,
      occurredAt: build.timestamp,
    },
  ];
}

/** At STARTED the payload carries the status of the previous run, so the phase decides until the end. */
function statusAt(phase: string | undefined, result: string | undefined): BuildStatus {
  if (phase === 'QUEUED') return 'queued';
  if (phase === 'STARTED') return 'running';
  return ENDED.has(phase ?? '') ? statusOf(RESULTS, result) : 'unknown';
}

/** `origin/main`, `refs/remotes/origin/main`, or `refs/tags/v1`; `detached` names nothing. */
function branchOf(ref: string | undefined): { branch?: string | undefined; gitTag?: string | undefined } {
  const tag = /^(?:refs\/)?tags\/(.+)$/.exec(ref ?? '')?.[1];
  if (tag !== undefined) return { gitTag: tag };
  const branch = ref?.replace(/^refs\/remotes\//, '').replace(/^(?:refs\/heads\/|origin\/|\*\/)/, '');
  return branch === 'detached' ? {} : { branch };
}
