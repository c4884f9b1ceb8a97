import { type BuildObservation, type BuildStep, commitIdOf, type Observation, readRef } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, readDocument, verifyHttpSignature } from '#platform';
import { isFinal, type StatusWords, statusOf } from './build-status.js';

const { identifier, integer, list, shape, text, time } = lenient;

const stageFields = shape({
  id: identifier,
  number: integer,
  name: text,
  status: text,
  started: time,
  stopped: time,
  updated: time,
  steps: list(shape({ name: text, status: text })),
});

const payloadSchema = shape({
  event: text,
  action: text,
  repo: shape({ slug: text, config: text }),
  system: shape({ proto: text, host: text, link: text }),
  build: shape({
    id: identifier,
    number: integer,
    status: text,
    event: text,
    after: text,
    ref: text,
    source_repo: text,
    source: text,
    target: text,
    author_login: text,
    sender: text,
    created: time,
    started: time,
    finished: time,
    updated: time,
    stages: list(stageFields),
  }),
});

type Payload = lenient.Read<typeof payloadSchema>;
type Stage = lenient.Read<typeof stageFields>;

/** `core.Status*` of harness/drone. */
const STATUS: StatusWords = new Map([
  ['pending', 'queued'],
  ['waiting_on_dependencies', 'queued'],
  ['running', 'running'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['killed', 'cancelled'],
  ['declined', 'cancelled'],
  ['skipped', 'skipped'],
  ['blocked', 'blocked'],
]);

/** Drone (Drone docs, "Webhooks"). Woodpecker, its descendant, sends no webhooks: its pipelines report themselves. */
export const drone: SourceAdapter = {
  id: 'drone',
  title: 'Drone',
  feeds: ['builds'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['signature'],
  identify: ({ headers }) => ({ event: headers['x-drone-event'] ?? null, deliveryId: null }),
  verify: ({ headers, body }, { secrets }, now) => verifyHttpSignature(body, headers, secrets, now),
  normalise({ headers, body }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const event = headers['x-drone-event'] ?? document.value.event;
    if (event === 'repo' || event === 'user') return { ignored: 'irrelevant_event' };
    return event === 'build' ? normalised(observe(document.value)) : { ignored: 'unknown_event' };
  },
};

/** The build, then each of its stages with the steps that Drone lists for it. */
function observe(payload: Payload): Observation[] {
  const { build } = payload;
  if (build === undefined) return [];
  const shared = common(payload);
  const status = statusOf(STATUS, build.status);
  const run: BuildObservation = {
    ...shared,
    status,
    rawStatus: build.status,
    startedAt: build.started,
    finishedAt: isFinal(status) ? build.finished : undefined,
    occurredAt: build.finished ?? build.updated ?? build.started ?? build.created,
  };
  return [run, ...build.stages.flatMap((stage) => observeStage(shared, stage))];
}

function common({ repo, build, system }: Payload): BuildObservation {
  const names = readRef(build?.ref);
  const isPullRequest = build?.event === 'pull_request';
  const fork = build?.source_repo;
  return {
    kind: 'build',
    provider: 'drone',
    repository: repo?.slug,
    commit: commitIdOf(build?.after),
    // Of a pull request the code is the source branch's; `ref` and `target` name where it would go.
    branch: isPullRequest
      ? build?.source
      : names.gitTag === null
        ? (build?.target ?? names.branch)
        : undefined,
    gitTag: names.gitTag,
    pullRequest: names.pullRequest,
    headRepository: fork === repo?.slug ? undefined : fork,
    runId: build?.number?.toString(),
    runNumber: build?.number,
    // `build.link` is the commit's page at the forge.
    runUrl: runUrl(system?.link, repo?.slug, build?.number),
    event: build?.event,
    actor: build?.sender ?? build?.author_login,
  };
}

const runUrl = (link: string | undefined, slug: string | undefined, number: number | undefined) =>
  link === undefined || slug === undefined || number === undefined ? undefined : `${link}/${slug}/${number}`;

function observeStage(shared: BuildObservation, stage: Stage): BuildObservation[] {
  if (stage.id === undefined) return [];
  const steps = stage.steps.flatMap(({ name, status }): BuildStep[] =>
    name === undefined ? [] : [{ name, status: statusOf(STATUS, status) }],
  );
  const status = statusOf(STATUS, stage.status);
  return [
    {
      ...shared,
      jobId: stage.id,
      jobName: stage.name,
      status,
      rawStatus: stage.status,
      startedAt: stage.started,
      finishedAt: isFinal(status) ? stage.stopped : undefined,
      occurredAt: stage.stopped ?? stage.updated ?? stage.started,
      steps,
    },
  ];
}
