import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Trace } from '#contract';
import { type ReplayServer, startReplayServer } from '../replay/replay-server.js';
import {
  at,
  build,
  builds,
  fails,
  HISTORY,
  IMAGE,
  push,
  pushes,
  recovers,
  SHA,
  SHORT,
  SOURCE,
} from './told.js';

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());
beforeEach(() => server.wipe());

const IMAGES = [{ repository: IMAGE, tag: SHORT }];
const FAST = [2, 4, 6].map((n) =>
  build({
    commit: `${n}`.repeat(40),
    runId: `70${n}`,
    status: 'success',
    startedAt: at(n),
    finishedAt: at(n + 1, 30),
  }),
);

async function tell(...told: readonly ReturnType<typeof builds>[]): Promise<void> {
  for (const delivery of told) expect((await server.post(delivery)).status).toBe(202);
  await server.settled();
}

async function trace(image: string): Promise<Trace> {
  const address = `${server.url}/v1/trace?${new URLSearchParams({ image })}`;
  const answer = await fetch(address, { headers: { authorization: server.as.read } });
  return Trace.parse(await answer.json());
}

it('says that an image is there, and which commit and build made it', async () => {
  await tell(...HISTORY);
  expect(await trace(`${IMAGE}:${SHA.good.slice(0, 7)}`)).toMatchObject({
    state: 'available',
    outlook: { arrival: 'there' },
    verdict: null,
    commit: { sha: SHA.good, repository: SOURCE },
    builds: [{ runId: '811', status: 'success' }],
  });
});

it('says when an announced image is expected, how long such builds take, and where to ask', async () => {
  const expectation = {
    ...builds(),
    path: '/v1/expectations',
    body: JSON.stringify(build({ images: IMAGES, startedAt: at(40) })),
  };
  await tell(builds(...FAST));
  const { body } = await server.post(expectation);
  expect(body).toMatchObject({ traces: [`/v1/trace?image=${encodeURIComponent(`${IMAGE}:${SHORT}`)}`] });
  await server.settled();
  expect(await trace(`${IMAGE}:${SHORT}`)).toMatchObject({
    state: 'building',
    outlook: { arrival: 'coming', typicalSeconds: 90, expectedAt: at(41, 30) },
    verdict: { cause: 'build_running', commit: { sha: SHA.bad, role: 'context' } },
  });
});

it('says that an image will never come once its build has failed, and whose commit broke it', async () => {
  const steps = [{ name: 'Build and push', status: 'failure' }];
  await tell(...HISTORY, builds(build({ status: 'failure', finishedAt: at(26), images: IMAGES, steps })));
  expect(await trace(`${IMAGE}:${SHORT}`)).toMatchObject({
    state: 'missing',
    outlook: { arrival: 'never' },
    verdict: { cause: 'build_failed', commit: { sha: SHA.bad, role: 'cause' } },
    incidents: [],
  });
});

it.each([
  ['blocked', 'held', 'build_awaiting_approval'],
  ['queued', 'coming', 'build_queued'],
  ['cancelled', 'never', 'build_cancelled'],
])('of an image whose build is %s says %s', async (status, arrival, cause) => {
  await tell(builds(build({ status, images: IMAGES })));
  expect(await trace(`${IMAGE}:${SHORT}`)).toMatchObject({ outlook: { arrival }, verdict: { cause } });
});

it('says that a deleted image, and one under another name, does not come by itself', async () => {
  await tell(
    pushes(push({ tag: '1.4.2' }), push({ tag: '1.4.1', occurredAt: at(5) }), {
      kind: 'delete',
      repository: IMAGE,
      tag: '1.4.1',
      occurredAt: at(20),
    }),
  );
  expect(await trace(`${IMAGE}:1.4.1`)).toMatchObject({ state: 'deleted', outlook: { arrival: 'never' } });
  expect(await trace(`${IMAGE}:v1.4.2`)).toMatchObject({
    outlook: { arrival: 'never' },
    verdict: { cause: 'tag_spelled_differently', push: { tag: '1.4.2' } },
  });
});

it('tells a tag whose content was built from another commit', async () => {
  await tell(...HISTORY, pushes(push({ tag: SHORT, commit: SHA.good, sourceRepository: SOURCE })));
  const { summary, commit } = await trace(`${IMAGE}:${SHORT}`);
  expect(summary).toContain(`names ${SHORT}, but its content was built from ${SHA.good.slice(0, 7)}`);
  expect(commit?.sha).toBe(SHA.good);
});

it('corrects the verdict of an incident that is over when the deciding event comes late', async () => {
  const image = `${IMAGE}:${SHORT}`;
  const steps = [{ name: 'Build and push', status: 'failure' }];
  await tell(fails(image), recovers(image, { firstSeenAt: at(35), lastSeenAt: at(35) }));
  expect((await server.incidentOn(image)).verdict?.cause).not.toBe('build_failed');
  await tell(builds(build({ status: 'failure', finishedAt: at(26), images: IMAGES, steps })));
  const incident = await server.incidentOn(image);
  expect(incident).toMatchObject({
    state: 'resolved',
    resolvedAt: at(35),
    verdict: { cause: 'build_failed' },
  });
  const history = await fetch(`${server.url}/v1/incidents/${incident.id}/verdicts`, {
    headers: { authorization: server.as.read },
  });
  const { items } = (await history.json()) as { items: { reason: string }[] };
  expect(items[0]?.reason).toContain('new evidence: ');
});
