import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#domain';
import { type ReplayServer, startReplayServer } from '../replay/replay-server.js';
import { BUILD_STORIES } from './build-stories.js';
import { NODE_STORIES } from './node-stories.js';
import { TAG_STORIES } from './tag-stories.js';
import type { HttpStory } from './told.js';

const STORIES = [...BUILD_STORIES, ...TAG_STORIES, ...NODE_STORIES].sort((a, b) => a.scenario - b.scenario);
const SCENARIOS = 36;

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());

async function conclude(story: HttpStory, told: HttpStory['told']): Promise<Incident> {
  await server.wipe();
  for (const delivery of told) {
    const answer = await server.post(delivery);
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  }
  await server.settled();
  return server.incidentOn(story.image);
}

function expectVerdict({ verdict }: Incident, { expected }: HttpStory): void {
  expect(verdict?.cause, verdict?.summary).toBe(expected.cause);
  expect([expected.level].flat(), verdict?.summary).toContain(verdict?.level);
  const commit = verdict?.commit && { sha: verdict.commit.sha, role: verdict.commit.role };
  expect(commit, verdict?.summary).toEqual(expected.commit);
  if (expected.rule) expect(verdict?.rule).toBe(expected.rule);
  if (expected.push) expect(verdict?.push?.tag).toBe(expected.push);
  if (expected.fix) expect(JSON.stringify(verdict?.fixes)).toContain(expected.fix);
  if (expected.says) expect(verdict?.summary).toContain(expected.says);
  const deployed = verdict?.commits.find(({ role }) => role === 'deployed_by');
  expect(deployed?.sha).toBe(expected.deployedBy);
}

describe.each(STORIES.map((story) => [`${story.scenario}: ${story.name}`, story] as const))(
  '%s',
  (_name, story) => {
    it('is told in the order of events', async () => {
      expectVerdict(await conclude(story, story.told), story);
    }, 60_000);

    it('is told the other way round', async () => {
      expectVerdict(await conclude(story, [...story.told].reverse()), story);
    }, 60_000);
  },
);

it('has a story for every case of the table', () => {
  const told = new Set(STORIES.map(({ scenario }) => scenario));
  const all = Array.from({ length: SCENARIOS }, (_, index) => index + 1);
  expect(all.filter((scenario) => !told.has(scenario))).toEqual([]);
});
