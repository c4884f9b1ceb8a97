import { createHash } from 'node:crypto';
import {
  githubJob,
  githubPackage,
  githubPush,
  githubRun,
} from '../../../../apps/cli/src/demo/github-payloads.js';
import { manifestMissing, podFails } from '../../../../apps/cli/src/demo/pod-failures.js';
import type { StoryStep } from '../../../../apps/cli/src/demo/step.js';

/** Something that is delivered at some time, and what must be readable because of it. */
export interface TrafficEvent {
  /** Milliseconds after the case's beginning. */
  readonly after: number;
  /** Makes what is sent, with the times of now. */
  readonly step: () => StoryStep;
  /**
   * The image whose verdict this event decides, and the cause it must come to (`null` for any); `null` where it
   * decides nothing.
   */
  readonly decides: { readonly image: string; readonly cause: string | null } | null;
}

/** A build of one commit that fails while a pod waits for its image, among other news. */
export interface FailingBuild {
  /** Counts the cases; everything in a case follows from it. */
  readonly index: number;
  /** So many source repositories take turns. */
  readonly repositories: number;
}

const SHA_LENGTH = 40;
const TAG_LENGTH = 7;

const digits = (text: string): string => createHash('sha256').update(text).digest('hex');
const shaOf = (index: number): string => digits(`commit ${index}`).slice(0, SHA_LENGTH);
const tagOf = (index: number): string => `sha-${shaOf(index).slice(0, TAG_LENGTH)}`;

const clock = (): string => new Date().toISOString();

/**
 * The events of one case. Of the nine, five are about an image that an incident is open for (or opens it, or ends
 * it), and four are about nothing that anybody waits for.
 */
export function eventsOf({ index, repositories }: FailingBuild): readonly TrafficEvent[] {
  const name = `svc-${index % repositories}`;
  const image = `ghcr.io/acme/${name}:${tagOf(index)}`;
  const commit = { repository: `acme/${name}`, sha: shaOf(index), message: 'Add retries', author: 'Robin' };
  const run = runOf(`acme/${name}`, shaOf(index), index);
  const failed = { ...run, status: 'completed', conclusion: 'failure' } as const;
  const job = { ...failed, jobId: 50_000 + index, job: 'docker', steps: FAILED_STEPS };
  const pod = { image, name, message: manifestMissing(image), minutesAgo: 0 };
  const decides = (cause: string | null) => ({ image, cause });
  return [
    event(0, () => githubPush({ ...commit, ref: 'refs/heads/main' }, 0, clock)),
    event(200, () => githubRun({ ...run, status: 'in_progress', conclusion: null }, clock)),
    event(1_500, () => podFails({ ...pod, cluster: 'prod-eu' }, clock), decides(null)),
    event(3_000, () => githubJob(job, clock), decides('build_failed')),
    event(3_200, () => githubRun(failed, clock)),
    event(3_400, () => podFails({ ...pod, cluster: 'prod-us' }, clock)),
    event(9_000, () => recovered({ ...pod, message: '' })),
    ...elsewhere(index),
  ];
}

const FAILED_STEPS = [
  ['Checkout', 'success'],
  ['Build and push', 'failure'],
] as const;

const event = (
  after: number,
  step: () => StoryStep,
  decides: TrafficEvent['decides'] = null,
): TrafficEvent => ({ after, step, decides });

const runOf = (repository: string, sha: string, index: number) => ({
  repository,
  sha,
  branch: 'main',
  id: 10_000 + index,
  number: index,
  workflow: 'image',
  startedAgo: 0,
  updatedAgo: 0,
});

/** News of a repository that nobody waits for. */
function elsewhere(index: number): readonly TrafficEvent[] {
  const repository = `acme/calm-${index}`;
  const sha = digits(`calm ${index}`).slice(0, SHA_LENGTH);
  const image = { repository, sha, tag: sha.slice(0, TAG_LENGTH), digest: `sha256:${digits(sha)}` };
  const run = { ...runOf(repository, sha, index), status: 'completed', conclusion: 'success' } as const;
  return [event(500, () => githubPackage(image, 0, clock)), event(1_000, () => githubRun(run, clock))];
}

/** Both pods are gone: the incident is over. */
function recovered(pod: Omit<Parameters<typeof podFails>[0], 'cluster'>): StoryStep {
  const bodies = ['prod-eu', 'prod-us'].map((cluster) => ({
    ...podFails({ ...pod, cluster }, clock).body,
    kind: 'recovery',
  }));
  return { by: 'agent', body: bodies };
}
