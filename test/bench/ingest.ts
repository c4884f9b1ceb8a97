import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { peer } from '../support/peers.js';
import { type BenchDatabase, startBenchDatabase } from './support/bench-database.js';
import { startChild } from './support/child.js';
import { DELIVERY_ID_HEADER, type SampleDelivery, sampleDeliveries } from './support/github-delivery.js';
import { runLoad } from './support/load/run-load.js';
import { createTable, insertScript, TABLE } from './support/one-row-insert.js';
import { runPgbench } from './support/pgbench.js';
import { startService } from './support/service.js';
import { median, rounded } from './support/statistics.js';

const SECRET = 'measured-with-this-secret';
const CONFIGURATION = `sources:\n  - {id: github, provider: github, secrets: ["${SECRET}"]}\n`;

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '32' },
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
});
const clients = Number(values.clients);
const runs = Number(values.runs);
const seconds = Number(values.seconds);

/** Something that takes deliveries, and how to load it for some seconds. Answers deliveries per second. */
type Contestant = (sample: SampleDelivery, seconds: number) => Promise<number>;

const over =
  (url: string): Contestant =>
  ({ body, headers }, duration) =>
    runLoad({
      url,
      path: '/v1/hooks/github',
      headers,
      body,
      uniqueHeader: DELIVERY_ID_HEADER,
      clients,
      seconds: duration,
      expected: 202,
    });

function pgbench(database: BenchDatabase): Contestant | null {
  const { path: program, reason } = peer('pgbench');
  if (program === null) {
    process.stderr.write(`not measured against pgbench: ${reason} (Debian: postgresql-contrib)\n`);
    return null;
  }
  return async (sample, duration) => {
    const script = await insertScript(database, sample);
    return runPgbench({ program, databaseUrl: database.url, script, clients, seconds: duration });
  };
}

/** Every run begins with empty tables and nothing left to write back. */
async function level(database: BenchDatabase): Promise<void> {
  await database.query(`truncate delivery, ${TABLE}`);
  await database.query('checkpoint');
}

/** Runs all in turns, so that what else the machine does meets all of them alike. */
async function measure(
  database: BenchDatabase,
  contestants: Readonly<Record<string, Contestant>>,
  sample: SampleDelivery,
): Promise<Readonly<Record<string, number>>> {
  const rates = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (const contestant of Object.values(contestants)) await contestant(sample, 1);
  for (let run = 0; run < runs; run += 1) {
    for (const [name, contestant] of Object.entries(contestants)) {
      await level(database);
      rates.get(name)?.push(await contestant(sample, seconds));
    }
  }
  return Object.fromEntries([...rates].map(([name, measured]) => [name, median(measured)]));
}

function report(sample: SampleDelivery, rates: Readonly<Record<string, number>>): void {
  const { ours = Number.NaN, ...others } = rates;
  for (const [name, theirs] of Object.entries(others)) {
    const line = {
      name: `ingest_vs_${name}`,
      ours: rounded(ours, 0),
      theirs: rounded(theirs, 0),
      ratio: rounded(ours / theirs, 2),
      unit: 'deliveries/s',
      clients,
      runs,
      body: sample.name,
      bytes: sample.body.length,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

const database = await startBenchDatabase();
const service = await startService({ database, only: 'api', configuration: CONFIGURATION });
const fastify = await startChild(fileURLToPath(new URL('./support/bare-fastify.js', import.meta.url)));
try {
  await createTable(database);
  const inserting = pgbench(database);
  const contestants = {
    ours: over(service.url),
    ...(inserting ? { pgbench: inserting } : {}),
    fastify: over(fastify.firstLine),
  };
  for (const sample of sampleDeliveries(SECRET)) report(sample, await measure(database, contestants, sample));
} finally {
  await fastify.stop();
  await service.stop();
  await database.stop();
}
