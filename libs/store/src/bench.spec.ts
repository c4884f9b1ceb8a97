import { execSync } from 'node:child_process';
import { afterAll, beforeAll, it } from 'vitest';
import { build, delivery, failure, IMAGE, outcome, push } from './fixtures/facts.js';
import { openTestStore, type TestStore } from './fixtures/test-store.js';
import { GroupCommit } from './index.js';
let store: TestStore;
beforeAll(async () => { store = await openTestStore(); });
afterAll(() => store.drop());
let dir = '';
const pgCpu = () => { // ticks (10ms) of all processes of this server, dead children included via postmaster cutime
  const pids = execSync(`pgrep -f "${dir}" || true`).toString().trim().split('\n');
  const pm = pids[0];
  const kids = execSync(`pgrep -P ${pm} || true`).toString().trim().split('\n');
  let t = 0;
  for (const p of [pm, ...kids]) try { const f = execSync(`cat /proc/${p}/stat`).toString().replace(/\(.*\)/, '').split(' '); t += Number(f[12]) + Number(f[13]) + (p === pm ? Number(f[14]) + Number(f[15]) : 0); } catch {}
  return t * 10;
};
async function measure(name: string, n: number, work: () => Promise<unknown>) {
  const pg0 = pgCpu(); const c0 = process.cpuUsage(); const t0 = performance.now();
  await work();
  const ms = performance.now() - t0; const c = process.cpuUsage(c0); const pg1 = pgCpu();
  console.log('BENCH', name, `${Math.round(n / ms * 1000)}/s wall; node ${(((c.user + c.system) / 1000) / n).toFixed(3)} ms/op, pg ${((pg1 - pg0) / n).toFixed(3)} ms/op`);
}
const parallel = (c: number, n: number, one: (i: number) => Promise<unknown>) => { let i = 0; return Promise.all(Array.from({ length: c }, async () => { while (i < n) await one(i++); })); };
it('bench', async () => {
  dir = (await store.query<{ d: string }>("select current_setting('data_directory') as d"))[0]!.d;
  const inbox = new GroupCommit(store.deliveries);
  for (const c of [1, 16, 64]) await measure(`append x${c}`, c === 1 ? 500 : 5000, () => parallel(c, c === 1 ? 500 : 5000, () => inbox.append(delivery({ body: Buffer.alloc(200, 'x') }))));
  for (const [name, make] of [
    ['push', (i: number) => push(i % 1000, { tag: `1.${i}`, repository: `${IMAGE}-${i % 50}`, sourceRepository: 'acme/shop' })],
    ['build', (i: number) => build(i % 1000, { runId: String(i) })],
    ['failure, 1000 pods, first report', (i: number) => failure(1, 2, { pod: `p${i}` })],
    ['failure, 1000 pods, next report', (i: number) => failure(1, 3, { pod: `p${i}` })],
    ['failure, an incident each', (i: number) => failure(1, 2, { pod: `p${i}`, image: `${IMAGE}:t${i}` })],
  ] as const) for (const c of name.startsWith('f') ? [4] : [1, 8]) await measure(`record ${name} x${c}`, 1000, () => parallel(c, 1000, (i) => store.facts.record(outcome([make(c * 1e5 + i)]))));
}, 400000);
