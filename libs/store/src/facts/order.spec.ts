import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Recorded } from '#domain';
import {
  BACK_OFF,
  build,
  failure,
  IMAGE,
  NO_SUCH_HOST,
  NOT_FOUND,
  outcome,
  push,
  recovery,
} from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

/** Everything the facts lead to, without what only tells when and as which row it arrived. */
const TABLES = [
  'select id, kind, provider, at, signed, repository, commit, branch, run_id, run_number, data from observation',
  'select * from container',
  `select m.container_id, m.key, m.starts, m.ends, i.key as incident_key, i.state, i.opened_at, i.last_seen_at,
     i.resolved_at, i.reference, i.registry, i.repository, i.tag, i.digest, i.error_class, i.error_message,
     i.error_host, i.error_runtime,
     (select array_agg(o.container_id order by o.container_id) from incident_member o where o.incident_id = i.id) as members,
     (select array_agg(n.name order by n.name) from incident_name n where n.incident_id = i.id) as names
   from incident_member m join incident i on i.id = m.incident_id and i.merged_into is null`,
  'select * from image_mention',
  'select * from tag_key',
  'select * from repository_key',
  'select * from known_host',
  'select * from image_source',
  'select * from source_branch',
  'select * from feed_activity',
];

async function tables(): Promise<readonly string[][]> {
  const read = async (text: string) =>
    (await store.query<{ row: string }>(`select to_jsonb(t)::text as row from (${text}) t order by 1`)).map(
      ({ row }) => row,
    );
  return Promise.all(TABLES.map(read));
}

/** Rows that must not be: incidents that own nothing, or two that are open on one key. */
const CONTRADICTIONS = `
  select id from incident i
  where merged_into is null and not exists (select from incident_member m where m.incident_id = i.id)
  union all
  select m.container_id from incident_member m join incident i on i.id = m.incident_id
  where i.merged_into is not null or i.key <> m.key
  union all
  select a.id from incident a join incident b on a.key = b.key and a.id < b.id
  where a.merged_into is null and b.merged_into is null
    and a.opened_at <= coalesce(b.resolved_at, 'infinity') and b.opened_at <= coalesce(a.resolved_at, 'infinity')`;

async function recorded(deliveries: readonly (readonly Recorded[])[]) {
  await store.empty();
  for (const facts of deliveries) await store.facts.record(outcome(facts));
  expect(await store.query(CONTRADICTIONS)).toEqual([]);
  return tables();
}

/** How wide the facts are spread: near to each other they overlap, join and part; far apart they meet few others. */
interface Spread {
  readonly pods: readonly string[];
  readonly clusters: readonly string[];
  readonly images: readonly string[];
  readonly messages: readonly string[];
  readonly minutes: number;
  readonly facts: { readonly minLength: number; readonly maxLength: number };
}

const NARROW: Spread = {
  pods: ['api-1', 'api-2', 'api-3', 'api-4', 'api-5', 'api-6'],
  clusters: ['prod-eu'],
  images: [`${IMAGE}:1.8.4`],
  messages: [...Array(8).fill(NOT_FOUND), NO_SUCH_HOST, BACK_OFF],
  minutes: 16,
  facts: { minLength: 12, maxLength: 18 },
};

const WIDE: Spread = {
  pods: ['api-1', 'api-2', 'api-3'],
  clusters: ['prod-eu', 'prod-us'],
  images: [`${IMAGE}:1.8.4`, 'registry.acme.test/shop/web:1.8.4'],
  messages: [NOT_FOUND, NO_SUCH_HOST, BACK_OFF, 'unexpected EOF'],
  minutes: 20,
  facts: { minLength: 2, maxLength: 14 },
};

function factsOf(spread: Spread) {
  const time = fc.integer({ min: 0, max: spread.minutes });
  const place = fc.record({
    pod: fc.constantFrom(...spread.pods),
    cluster: fc.constantFrom(...spread.clusters),
    image: fc.constantFrom(...spread.images),
    message: fc.constantFrom(...spread.messages),
    node: fc.constantFrom('node-a', 'node-b'),
  });
  const failed = fc
    .tuple(time, fc.integer({ min: 0, max: 2 }), place)
    .map(([from, length, where]) => failure(from, from + length, where));
  const recovered = fc.tuple(time, place).map(([at, where]) => recovery(at, where));
  const pushed = fc
    .tuple(time, fc.constantFrom('1.8.3', '1.8.4', 'sha-7f3a6ce'))
    .map(([at, tag]) => push(at, { tag, sourceRepository: 'Acme/Shop-API' }));
  const built = fc
    .tuple(time, fc.constantFrom('main', 'Feature/X'))
    .map(([at, branch]) => build(at, { branch, images: [{ repository: IMAGE, tag: '1.8.4' }] }));
  return fc.array(
    fc.oneof({ weight: 5, arbitrary: failed }, { weight: 4, arbitrary: recovered }, pushed, built),
    spread.facts,
  );
}

/** The same facts, in another order, some of them twice, cut into other deliveries. */
const arrivalsOf = (spread: Spread) =>
  factsOf(spread).chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      again: fc.tuple(fc.shuffledSubarray(facts, { minLength: facts.length }), fc.shuffledSubarray(facts)),
      sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 14, maxLength: 14 }),
    }),
  );

function cut(facts: readonly Recorded[], sizes: readonly number[]): Recorded[][] {
  const rest = [...facts];
  const parts = sizes.map((size) => rest.splice(0, size));
  return [...parts, rest].filter((part) => part.length > 0);
}

it.each([
  ['near to each other', NARROW],
  ['far apart', WIDE],
])(
  'facts %s end in the same tables whatever the order, repetition and cut of their deliveries',
  async (_name, spread) => {
    await fc.assert(
      fc.asyncProperty(arrivalsOf(spread), async ({ facts, again: [shuffled, repeated], sizes }) => {
        const plain = await recorded(facts.map((one) => [one]));
        expect(await recorded(cut([...shuffled, ...repeated], sizes))).toEqual(plain);
        expect(await recorded([facts])).toEqual(plain);
      }),
      // Shrinking would run the property hundreds of times more; the seed in the report repeats the case.
      { numRuns: 30, endOnFailure: true },
    );
  },
  300_000,
);
