import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  githubJob,
  githubPackage,
  githubPush,
  githubRun,
} from '../../../apps/cli/src/demo/github-payloads.js';
import { manifestMissing, podFails } from '../../../apps/cli/src/demo/pod-failures.js';
import type { StoryStep } from '../../../apps/cli/src/demo/step.js';
import { githubSignature } from '../../support/deliveries.js';
import { GITHUB_SECRET } from '../../support/server.js';
import { permutations } from '../replay/permutations.js';
import {
  type Delivery,
  type ReplayServer,
  report,
  startReplayServer,
  told,
} from '../replay/replay-server.js';

const GOOD = '1111111aaaa2222bbbb3333cccc4444dddd55556';
const BAD = '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a';
const IMAGE = `ghcr.io/acme/api:sha-${BAD.slice(0, 7)}`;

const STARTED = Date.parse('2026-03-02T12:30:00.000Z');
const MINUTE_MS = 60_000;
const clock = (minutesAgo: number) => new Date(STARTED - minutesAgo * MINUTE_MS).toISOString();

/** As GitHub sends it: signed, with an id of its own. */
function fromGitHub(step: StoryStep, id: string): Delivery {
  if (step.by !== 'github') throw new Error('this step is not of GitHub');
  const body = JSON.stringify(step.body);
  return {
    path: '/v1/hooks/github',
    headers: {
      'content-type': 'application/json',
      'x-github-event': step.event,
      'x-github-delivery': id,
      'x-hub-signature-256': githubSignature(body, GITHUB_SECRET),
    },
    body,
  };
}

const repository = 'acme/api';
const run = {
  repository,
  sha: BAD,
  branch: 'main',
  id: 8120,
  number: 812,
  workflow: 'image',
  status: 'completed',
  conclusion: 'failure',
  startedAgo: 25,
  updatedAgo: 20,
} as const;
const failingJob = {
  ...run,
  jobId: 91,
  job: 'docker',
  steps: [
    ['Checkout', 'success'],
    ['Build and push', 'failure'],
  ],
} as const;

/** A commit's build fails in its push step; the commit before it was pushed; a pod asks for the failed one's tag. */
const DELIVERIES: readonly Delivery[] = [
  fromGitHub(
    githubPackage(
      { repository, sha: GOOD, tag: `sha-${GOOD.slice(0, 7)}`, digest: `sha256:${'a'.repeat(64)}` },
      90,
      clock,
    ),
    '5a1cf2d0-0001-11f1-8000-000000000001',
  ),
  fromGitHub(
    githubPush(
      { repository, sha: BAD, message: 'Add retries', author: 'Robin', ref: 'refs/heads/main' },
      26,
      clock,
    ),
    '5a1cf2d0-0002-11f1-8000-000000000002',
  ),
  fromGitHub(githubJob(failingJob, clock), '5a1cf2d0-0003-11f1-8000-000000000003'),
  fromGitHub(githubRun(run, clock), '5a1cf2d0-0004-11f1-8000-000000000004'),
  report(
    'failures',
    podFails({ image: IMAGE, name: 'api', message: manifestMissing(IMAGE), minutesAgo: 5 }, clock).body,
  ),
];

/** The API tells of a repeated webhook, and counts repeated failures. */
const DUPLICATE = [
  ...DELIVERIES.slice(0, -1).map(() => expect.objectContaining({ duplicate: true })),
  { accepted: 0, duplicates: 1, rejected: [] },
];

describe('the same deliveries in every order', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer();
  });
  afterAll(() => server.stop());

  const send = async (deliveries: readonly Delivery[]): Promise<readonly unknown[]> => {
    const answers: unknown[] = [];
    for (const delivery of deliveries) {
      const { status, body } = await server.post(delivery);
      expect(status).toBe(202);
      answers.push(body);
    }
    await server.settled();
    return answers;
  };

  it('end in the same verdict, on the commit whose step failed', async () => {
    const verdicts = new Set<string>();
    for (const order of permutations(DELIVERIES)) {
      await send(order);
      const incident = await server.incidentOn(IMAGE);
      expect(incident.verdict).toMatchObject({
        cause: 'build_failed',
        level: 'proven',
        commit: { sha: BAD, repository, role: 'cause', author: 'robin' },
        build: { id: '8120', failedJob: 'docker', failedStep: 'Build and push' },
      });
      verdicts.add(told(incident));
      await server.wipe();
    }
    expect([...verdicts]).toEqual([...verdicts].slice(0, 1));
  }, 300_000);

  it('end in the same verdict when they arrive at the same time', async () => {
    const verdicts = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(DELIVERIES.map((delivery) => server.post(delivery)));
      expect(answers.map(({ status }) => status)).toEqual(DELIVERIES.map(() => 202));
      await server.settled();
      verdicts.add(told(await server.incidentOn(IMAGE)));
      await server.wipe();
    }
    expect([...verdicts]).toEqual([...verdicts].slice(0, 1));
  }, 120_000);

  it('are told apart from new ones, and change nothing', async () => {
    await send(DELIVERIES);
    const before = await server.incidentOn(IMAGE);
    expect(await send(DELIVERIES)).toEqual(DUPLICATE);
    expect(await server.incidentOn(IMAGE)).toEqual(before);
  });
});
