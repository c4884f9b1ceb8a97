import {
  type ContainerFailure,
  containerKey,
  type EarlierPull,
  type EvidenceSnapshot,
  type FeedActivity,
  failureOf,
  feedOf,
  foldContainer,
  leadingFailure,
  type Observation,
  pullOf,
  type Recorded,
  wantedReference,
} from '#domain';
import { asFact } from '#pipeline';
import type { Story } from './story.js';

/** When everything arrives: after the end of all stories. */
export const ARRIVAL = '2026-03-02T20:00:00.000Z';

/** The container that fails where a story does not say otherwise. */
export const POD = {
  cluster: 'prod-eu',
  namespace: 'shop',
  pod: 'api-5d8f7-x2x4z',
  container: 'api',
  workload: { kind: 'Deployment', name: 'api' },
  node: 'node-1',
  nodeArch: 'amd64',
} as const;

/** The snapshot a store would load for a story, built without one. */
export function evidenceOf(
  story: Story,
  evidence: readonly Observation[],
  arrival: string = ARRIVAL,
): EvidenceSnapshot {
  const received = { receivedAt: new Date(arrival), signed: true };
  const image = wantedReference(story.image);
  const failures = story.says === null ? [] : [containerOf(failure(story), received)];
  const observations = evidence.map((observation) => asFact(observation, received));
  return {
    image,
    error: leadingFailure(failures)?.error ?? null,
    failures,
    hostFailures: (story.others ?? []).map((other) => containerOf(other, received)),
    earlierPulls: (story.pulled ?? []).map((pull) => pullIn(pull, received)),
    hostKnown: observations.some(({ observation }) => observation.kind === 'push'),
    observations,
    mappings: story.mappings ?? [],
    aliases: [],
    activity: observations.flatMap(activityOf),
  };
}

function failure(story: Story): Extract<Observation, { kind: 'failure' }> {
  return {
    kind: 'failure',
    ...POD,
    image: story.image,
    reason: story.reason ?? 'ErrImagePull',
    message: story.says,
    firstSeenAt: story.failedAt,
    lastSeenAt: story.failedAt,
    ...story.pod,
  };
}

type Received = Parameters<typeof asFact>[1];

function containerOf(
  observation: Extract<Observation, { kind: 'failure' }>,
  received: Received,
): ContainerFailure {
  const fact = asFact(observation, received) as Recorded<Extract<Observation, { kind: 'failure' }>>;
  const folded = failureOf(foldContainer(null, containerKey(observation), fact));
  if (!folded) throw new Error('a failure folds into a failing container');
  return folded;
}

function pullIn(observation: Extract<Observation, { kind: 'recovery' }>, received: Received): EarlierPull {
  const fact = asFact(observation, received) as Recorded<typeof observation>;
  const pull = pullOf(foldContainer(null, containerKey(observation), fact));
  if (!pull) throw new Error('a recovery is a pull');
  return pull;
}

function activityOf({ observation, at }: Recorded): FeedActivity[] {
  const feed = feedOf(observation.kind);
  if (!feed || !('repository' in observation)) return [];
  return [
    {
      feed,
      source: observation.provider ?? 'api',
      repository: observation.repository ?? '',
      firstAt: at,
      lastAt: at,
    },
  ];
}
