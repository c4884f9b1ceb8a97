import { parseArgs } from 'node:util';
import { diagnoseIncidents } from '#pipeline';
import { openStore, type Store } from '#store';
import { type BenchDatabase, startBenchDatabase } from './support/bench-database.js';
import { HISTORY } from './support/history/fill.sql.js';
import { askQuestions } from './support/history/questions.js';
import { percentile, rounded } from './support/statistics.js';

const { values } = parseArgs({
  options: {
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '1000000' },
    questions: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '20' },
  },
});
const questions = Number(values.questions);
const rounds = Number(values.rounds);

/** A filled store whose incidents can be decided again and again. */
interface Filled {
  readonly database: BenchDatabase;
  readonly store: Store;
  readonly ids: readonly string[];
  readonly times: number[];
}

async function fill(events: number): Promise<Filled> {
  const database = await startBenchDatabase();
  const store = await openStore({ url: database.url, log: { warn: () => undefined } });
  await store.migrate();
  const started = Date.now();
  for (const statement of HISTORY) await database.query(statement, statement.includes('$1') ? [events] : []);
  await askQuestions(store, events, questions);
  const ids = (await database.query('select id from incident order by id')).map(({ id }) => String(id));
  const seconds = rounded((Date.now() - started) / 1000, 0);
  process.stderr.write(`${events} pushes and as many builds stored in ${seconds} s\n`);
  return { database, store, ids, times: [] };
}

/** Decides every incident once, as the worker does when news touch it: look-ups, diagnosis, conclusion. */
async function decideAll({ database, store, ids, times }: Filled): Promise<void> {
  await database.query('update incident set revision = revision + 1');
  for (const id of ids) {
    const started = performance.now();
    await diagnoseIncidents(
      {
        incidents: store.incidents,
        evidence: store.evidence,
        settings: { mappings: [], aliases: [] },
        queue: { diagnose: async () => undefined, fetch: async () => undefined },
        canFetch: false,
        now: () => new Date(),
      },
      [id],
    );
    times.push(performance.now() - started);
  }
}

const p99 = ({ times }: Filled) => percentile(times, 0.99);
const perSecond = ({ times }: Filled) =>
  rounded((times.length * 1000) / times.reduce((sum, time) => sum + time, 0), 0);

const small = await fill(Number(values.small));
const large = await fill(Number(values.large));
try {
  // The first rounds read the indexes into memory and compile the code.
  for (const one of [small, large, small, large]) await decideAll(one);
  for (const one of [small, large]) one.times.length = 0;
  for (let round = 0; round < rounds; round += 1) for (const one of [small, large]) await decideAll(one);
  const line = {
    name: 'correlate_p99_growth',
    ours: rounded(p99(large), 1),
    theirs: rounded(p99(small), 1),
    ratio: rounded(p99(large) / p99(small), 2),
    unit: 'ms',
    verdicts: large.times.length,
    medians: [small, large].map(({ times }) => rounded(percentile(times, 0.5), 1)),
    perSecond: [small, large].map(perSecond),
    stored: [values.small, values.large].map(Number),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
} finally {
  for (const { database, store } of [small, large]) {
    await store.close();
    await database.stop();
  }
}
