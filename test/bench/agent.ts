import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findClusters, KubeApi } from '#cluster';
import { type CountingProxy, countingProxy } from './support/cluster/counting-proxy.js';
import { clear, makeCrowd, stir } from './support/cluster/crowd.js';
import { type Usage, usageOf } from './support/cluster/process-usage.js';
import { reportSink } from './support/cluster/report-sink.js';
import { rounded } from './support/statistics.js';

/**
 * The agent beside `kubectl get pods -A -w -o json` on the cluster of KUBECONFIG: both watch the same
 * pods at the same time, each through a proxy that counts what it receives.
 */
const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '10000' },
    failing: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
  },
});
/** Ten thousand pods take kubectl a while to print. */
const PATIENCE_MS = 300_000;

const RUN = Date.now().toString(36);
const settings = {
  pods: Number(values.pods),
  failing: Number(values.failing),
  namespaces: Array.from({ length: 40 }, (_, i) => `bench-${RUN}-${i}`),
  node: `bench-${RUN}`,
};

/** What one of the two did. */
interface Measured extends Usage {
  readonly received: number;
}

const found = findClusters([]);
if (!found.ok) throw new Error(found.detail);
const [cluster] = found.clusters;
if (!cluster) throw new Error('there is no cluster');
const api = new KubeApi({ load: cluster.load });
const directory = mkdtempSync(path.join(tmpdir(), 'pulltrace-bench-'));
const sink = await reportSink();
const started: ChildProcess[] = [];
const proxies: CountingProxy[] = [];

/** A proxy of its own, and a kubeconfig that goes through it. */
async function through(name: string): Promise<{ proxy: CountingProxy; kubeconfig: string }> {
  const raw = execFileSync('kubectl', ['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json'], {
    encoding: 'utf8',
  });
  const config = JSON.parse(raw) as { clusters: { cluster: Record<string, string> }[] };
  const [entry] = config.clusters;
  const server = new URL(entry?.cluster.server ?? '');
  const proxy = await countingProxy(server.hostname, Number(server.port || 443));
  if (entry) entry.cluster.server = `https://127.0.0.1:${proxy.port}`;
  if (entry && server.hostname !== '127.0.0.1') entry.cluster['tls-server-name'] = server.hostname;
  const kubeconfig = path.join(directory, name);
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  proxies.push(proxy);
  return { proxy, kubeconfig };
}

/** A process that watches, and how many pods it has printed. */
interface Watcher {
  readonly pid: number;
  shown(): number;
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Watcher {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  started.push(child);
  if (child.pid === undefined) throw new Error(`${program} did not start`);
  let shown = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(POD); at !== -1; at = chunk.indexOf(POD, at + 1)) shown += 1;
  });
  return { pid: child.pid, shown: () => shown };
}

/** A line that each printed pod has once. One that comes in two pieces is missed. */
const POD = '"kind": "Pod"';

async function measure(): Promise<void> {
  const making = performance.now();
  const crowd = await makeCrowd(api, settings);
  process.stderr.write(
    `made ${settings.pods} pods in ${Math.round((performance.now() - making) / 1000)} s\n`,
  );
  const [ours, theirs] = [await through('agent'), await through('kubectl')];
  const main = path.resolve(import.meta.dirname, '../../apps/cli/src/main.js');
  const begun = performance.now();
  const agent = run(process.execPath, [main, 'agent', '--cluster', RUN], {
    KUBECONFIG: ours.kubeconfig,
    PULLTRACE_URL: sink.url,
    PULLTRACE_TOKEN: 'bench',
    PULLTRACE_LOG_LEVEL: 'warn',
  });
  const kubectl = run('kubectl', ['get', 'pods', '-A', '-w', '-o', 'json'], {
    KUBECONFIG: theirs.kubeconfig,
  });
  await until(() => kubectl.shown() >= settings.pods * 0.99 && reported().length >= settings.failing);
  const caughtUp = performance.now();
  const changes = await stir(api, crowd, caughtUp + Number(values.seconds) * 1000);
  // What is still on its way comes now.
  await sleep(3_000);
  print(
    { ...usageOf(agent.pid), received: ours.proxy.received() },
    { ...usageOf(kubectl.pid), received: theirs.proxy.received() },
    { arrivals: reported().map((at) => at - begun), changes },
  );
}

/** When each pod of this run was first reported. */
const reported = () => [...sink.arrivals].filter(([pod]) => pod.startsWith('bench-')).map(([, at]) => at);

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 100) {
    if (waited > PATIENCE_MS) throw new Error('one of the two did not get to know all pods');
    await sleep(100);
  }
}

function print(
  agent: Measured,
  kubectl: Measured,
  { arrivals, changes }: { readonly arrivals: readonly number[]; readonly changes: number },
): void {
  const shown = ({ cpuSeconds, rssMb, peakRssMb, received }: Measured) => ({
    receivedMb: rounded(received / 1e6, 1),
    rssMb: rounded(rssMb, 0),
    peakRssMb: rounded(peakRssMb, 0),
    cpuSeconds: rounded(cpuSeconds, 1),
  });
  const line = {
    name: 'agent_vs_kubectl_watch',
    pods: settings.pods,
    failing: settings.failing,
    reported: arrivals.length,
    firstReportSeconds: rounded(Math.min(...arrivals) / 1000, 1),
    allReportedSeconds: rounded(Math.max(...arrivals) / 1000, 1),
    changes,
    agent: shown(agent),
    kubectl: shown(kubectl),
    receivedRatio: rounded(agent.received / kubectl.received, 2),
    rssRatio: rounded(agent.rssMb / kubectl.rssMb, 2),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  await measure();
} finally {
  for (const child of started) child.kill('SIGTERM');
  await clear(api, settings);
  for (const proxy of proxies) proxy.close();
  sink.close();
  rmSync(directory, { recursive: true, force: true });
}
