import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ciCatalog } from '#ci';
import type { SourceAdapter } from '#pipeline';
import { packageRoot } from '#platform';
import { registryCatalog } from '#registry';
import { type Fixture, loadFixtures } from '../support/source-adapters/fixture.js';
import { median, rounded } from './support/statistics.js';

/** One provider. `ratio` is `ours / theirs`: how many times the cost of a parse a delivery costs. */
export interface BenchResult {
  readonly name: string;
  /** Nanoseconds to verify, identify and normalise one delivery. */
  readonly ours: number;
  /** Nanoseconds of `JSON.parse` of the same bodies. */
  readonly theirs: number;
  readonly ratio: number;
  readonly unit: string;
  readonly runs: number;
  /** Deliveries that one core normalises in a second. */
  readonly perSecond: number;
  /** Mean size of the bodies, in bytes. */
  readonly bytes: number;
}

const RUNS = 7;

/** Enough deliveries that one run takes some tens of milliseconds. */
const DELIVERIES_PER_RUN = 2_000;

/** Keeps the work from being optimised away. */
let sink = 0;

/** Processor time per fixture: unlike the clock's, it does not count what other processes take. */
async function nanosecondsPer(
  fixtures: readonly Fixture[],
  work: (fixture: Fixture) => number | Promise<number>,
): Promise<number> {
  const passes = Math.ceil(DELIVERIES_PER_RUN / fixtures.length);
  const start = process.cpuUsage();
  for (let pass = 0; pass < passes; pass += 1) {
    for (const fixture of fixtures) {
      const done = work(fixture);
      sink += typeof done === 'number' ? done : await done;
    }
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / (passes * fixtures.length);
}

async function measure(adapter: SourceAdapter, fixtures: readonly Fixture[]): Promise<BenchResult> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const normalise = ({ delivery, settings, now }: Fixture) => {
    const verification = adapter.verify(delivery, settings, now);
    const { event } = adapter.identify(delivery);
    const result = adapter.normalise(delivery, settings);
    const told = (event?.length ?? 0) + ('observations' in result ? result.observations.length : 0);
    return 'then' in verification ? verification.then(() => told) : told;
  };
  const parse = ({ delivery }: Fixture) =>
    Object.keys(JSON.parse(delivery.body.toString('utf8')) as object).length;
  // Both in turns, so that a busy machine slows both; the first turn only warms up.
  for (let run = 0; run <= RUNS; run += 1) {
    const times = [await nanosecondsPer(fixtures, normalise), await nanosecondsPer(fixtures, parse)] as const;
    if (run === 0) continue;
    ours.push(times[0]);
    theirs.push(times[1]);
  }
  const bytes = fixtures.reduce((sum, { delivery }) => sum + delivery.body.length, 0) / fixtures.length;
  return {
    name: `normalise_${adapter.id}`,
    ours: rounded(median(ours), 0),
    theirs: rounded(median(theirs), 0),
    ratio: rounded(median(ours) / median(theirs), 1),
    unit: 'ns/delivery',
    runs: RUNS,
    perSecond: rounded(1e9 / median(ours), 0),
    bytes: rounded(bytes, 0),
  };
}

const isJson = ({ delivery }: Fixture) => delivery.body[0] === 0x7b || delivery.body[0] === 0x5b;

/**
 * Measures, for each provider on one core, what one delivery costs from its raw bytes to observations,
 * its signature included, beside `JSON.parse` of the same bodies. The deliveries are the fixtures.
 *
 * @param only ids of adapters; all when empty
 */
export async function run(only: readonly string[] = []): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const [library, catalog] of [
    ['ci', ciCatalog],
    ['registry', registryCatalog],
  ] as const) {
    const fixtures = loadFixtures(path.join(packageRoot(), 'libs', library, 'fixtures')).filter(isJson);
    for (const adapter of catalog) {
      if (only.length > 0 && !only.includes(adapter.id)) continue;
      results.push(
        await measure(
          adapter,
          fixtures.filter(({ adapterId }) => adapterId === adapter.id),
        ),
      );
    }
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const result of await run(process.argv.slice(2))) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!Number.isFinite(sink)) process.exitCode = 1;
}
