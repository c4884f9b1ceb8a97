import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, diagnose, type Observation, type Recorded, wantedReference } from '#domain';
import { asFact, gatherEvidence } from '#pipeline';
import { openTestStore, type TestStore } from '../../libs/store/src/fixtures/test-store.js';
import { ARRIVAL, evidenceOf } from './evidence-of.js';
import { digest, job, push, run, type Story } from './story.js';
import { STORIES } from './verdict-of.js';

/** What happens elsewhere while a story is told. */
const UNRELATED = 10_000;
const BATCH = 1_000;

const TABLES = [
  'observation',
  'image_mention',
  'tag_key',
  'repository_key',
  'known_host',
  'image_source',
  'source_branch',
  'feed_activity',
] as const;

/** One story of every third case: the look-ups of the others are the same. */
const TOLD = [...new Map(STORIES.map((story) => [story.scenario, story])).values()].filter(
  (_, index) => index % 3 === 0,
);

const received = { receivedAt: new Date(ARRIVAL), signed: true };
const fact = (observation: Observation) => asFact(observation, received);

let quiet: TestStore;
let busy: TestStore;

beforeAll(async () => {
  [quiet, busy] = await Promise.all([openTestStore(), openTestStore()]);
  const others = Array.from({ length: UNRELATED }, (_, n) => fact(unrelated(n)));
  for (let from = 0; from < others.length; from += BATCH)
    await deliver(busy, 'elsewhere', others.slice(from, from + BATCH));
  for (const table of TABLES) await busy.query(`create table unrelated_${table} as table ${table}`);
}, 120_000);
afterAll(async () => {
  await quiet.drop();
  await busy.drop();
});

const deliver = (store: TestStore, source: string, facts: readonly Recorded[]) =>
  store.facts.record({ deliveryId: randomUUID(), source, receivedAt: new Date(ARRIVAL), facts });

/** Builds, jobs and pushes of a hundred repositories, with tags and commits that stories have not. */
function unrelated(n: number): Observation {
  const repository = `globex/service-${n % 100}`;
  const sha = `${n.toString(16).padStart(8, 'e')}${'0123456789abcdef'.repeat(2)}`;
  const time = new Date(Date.UTC(2026, 2, 2, 0, 0, n * 8)).toISOString();
  if (n % 3 === 0)
    return push({
      repository: `ghcr.io/${repository}`,
      tag: sha.slice(0, 8),
      commit: sha,
      sourceRepository: repository,
      digest: digest('9'),
      occurredAt: time,
    });
  const of = { repository, commit: sha, runId: `x${n}`, runNumber: n + 100_000, startedAt: time } as const;
  return n % 3 === 1
    ? run({ ...of, status: 'success', finishedAt: time })
    : job({
        ...of,
        status: 'failure',
        finishedAt: time,
        steps: [{ name: 'Build and push', status: 'failure' }],
      });
}

async function concluded(store: TestStore, story: Story): Promise<string> {
  const { failures } = evidenceOf(story, story.evidence);
  const settings = { mappings: story.mappings ?? [], aliases: [] };
  const image = wantedReference(failures[0]?.image ?? story.image);
  const { snapshot } = await gatherEvidence(store.evidence, settings, image, failures);
  return canonicalJson(diagnose(snapshot, ARRIVAL));
}

describe.each(TOLD.map((story) => [`${story.scenario}: ${story.name}`, story] as const))(
  '%s',
  (_name, story) => {
    it('is told alike in a quiet store and in a busy one, in any order, repeatedly and in pieces', async () => {
      const facts = [...story.evidence, ...(story.pulled ?? [])].map(fact);
      await quiet.empty();
      if (facts.length > 0) await deliver(quiet, 'stories', facts);
      const expected = await concluded(quiet, story);
      expect(JSON.parse(expected)).toMatchObject({
        cause: story.expected.cause,
        level: story.expected.level,
      });
      await busy.empty();
      for (const table of TABLES) await busy.query(`insert into ${table} select * from unrelated_${table}`);
      const [pieces = []] = fc.sample(
        fc
          .shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })
          .chain((shuffled) => fc.tuple(fc.constant(shuffled), fc.nat(shuffled.length)))
          .map(([shuffled, cut]) => [shuffled.slice(0, cut), shuffled.slice(cut)]),
        { numRuns: 1 },
      );
      for (const piece of pieces) if (piece.length > 0) await deliver(busy, 'stories', piece);
      expect(JSON.parse(await concluded(busy, story))).toEqual(JSON.parse(expected));
    }, 60_000);
  },
);
