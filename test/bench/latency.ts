import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBenchDatabase } from './support/bench-database.js';
import { type Service, startService } from './support/service.js';
import { percentile, rounded } from './support/statistics.js';
import type { TrafficEvent } from './support/traffic/failing-build.js';
import { schedule } from './support/traffic/schedule.js';
import { TrafficSender } from './support/traffic/sender.js';
import { VerdictWatch } from './support/traffic/verdict-watch.js';

const SECRET = 'measured-with-this-secret';
const CONFIGURATION = `sources:\n  - {id: github, provider: github, secrets: ["${SECRET}"]}\n`;

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    repositories: { type: 'string', default: '250' },
    runs: { type: 'string', default: '1' },
  },
});
const settings = {
  eventsPerSecond: Number(values.rate),
  seconds: Number(values.seconds),
  repositories: Number(values.repositories),
};

const SECOND_MS = 1_000;
/** Verdicts that did not come by then will not come. */
const PATIENCE_MS = 60_000;

/** Sends each event when it is due, whether or not the service keeps up. Answers events per second, as sent. */
async function sendAll(
  events: readonly TrafficEvent[],
  sender: TrafficSender,
  watch: VerdictWatch,
): Promise<number> {
  const start = performance.now();
  const sending: Promise<void>[] = [];
  for (const [index, { step, decides }] of events.entries()) {
    const due = start + (index * SECOND_MS) / settings.eventsPerSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    if (decides) watch.expect(decides.image, decides.cause, due);
    sending.push(sender.send(step()));
  }
  await Promise.all(sending);
  return events.length / ((performance.now() - start) / SECOND_MS);
}

async function measure(service: Service, watch: VerdictWatch): Promise<number> {
  const sender = new TrafficSender({ url: service.url, token: service.token, githubSecret: SECRET });
  const watching = watch.run();
  const rate = await sendAll(schedule(settings), sender, watch);
  const deadline = performance.now() + PATIENCE_MS;
  while (watch.open > 0 && performance.now() < deadline) await sleep(SECOND_MS / 10);
  watch.stop();
  await watching;
  if (watch.open > 0) {
    const some = watch.missing().slice(0, 5).join(', ');
    throw new Error(`${watch.open} verdicts did not come, e.g. ${some}`);
  }
  return rate;
}

for (let run = 0; run < Number(values.runs); run += 1) {
  const database = await startBenchDatabase();
  const service = await startService({ database, only: 'all', configuration: CONFIGURATION });
  try {
    const watch = new VerdictWatch(database, service);
    const rate = await measure(service, watch);
    const line = {
      name: 'verdict_latency',
      p50: rounded(percentile(watch.latencies, 0.5), 0),
      p99: rounded(percentile(watch.latencies, 0.99), 0),
      max: rounded(percentile(watch.latencies, 1), 0),
      unit: 'ms',
      eventsPerSecond: rounded(rate, 0),
      runs: 1,
      verdicts: watch.latencies.length,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } finally {
    await service.stop();
    await database.stop();
  }
}
