import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Agent, type AgentSettings, readSettings, startAgent } from '#app/agent';
import { DEFAULT_PACE } from '#cluster';
import { createLogger } from '#platform';
import { KubeApiServer } from '../support/kube/api-server.js';
import { failingPod, pod, RUNNING } from '../support/kube/objects.js';
import { runCli } from '../support/run-cli.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

let clusters = 0;
let cluster: string;
beforeEach(() => {
  clusters += 1;
  cluster = `cluster-${clusters}`;
});

const image = () => `registry.acme.test/${cluster}/api:1.4.2`;
const KUBE_SYSTEM = { metadata: { name: 'kube-system', uid: '0b9c9f5e-8a3a-4d3c-a0e2-6f8f7f0c1d2e' } };

/** An API server that the kubeconfig of this test names. */
async function kube(...contexts: readonly string[]): Promise<KubeApiServer> {
  const api = new KubeApiServer();
  api.put('namespaces', KUBE_SYSTEM);
  const url = await api.start();
  onTestFinished(() => api.stop());
  const names = contexts.length > 0 ? contexts : ['test'];
  const file = path.join(await temporaryDirectory(), 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: 'secret-token' } }],
    contexts: names.map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
    'current-context': names[0],
  };
  await writeFile(file, JSON.stringify(config));
  vi.stubEnv('KUBECONFIG', file);
  onTestFinished(() => void vi.unstubAllEnvs());
  return api;
}

interface Wish {
  readonly url?: string;
  readonly settings?: Partial<AgentSettings>;
}

async function agent({
  url = server.url,
  settings = {},
}: Wish = {}): Promise<Agent & { readonly log: string[] }> {
  const read = readSettings(() => undefined);
  if (!read.ok) throw new Error(read.mistakes.join());
  const log: string[] = [];
  const destination = { write: (line: string) => void log.push(line) };
  const started = await startAgent({
    options: { clusters: [cluster], contexts: [] },
    settings: { ...read.settings, ...settings },
    service: { url, token: server.as.ingest.replace('Bearer ', '') },
    log: createLogger({ level: 'info', format: 'json', destination }),
    pace: { ...DEFAULT_PACE, followUpMs: 50 },
  });
  onTestFinished(() => started.stop());
  return { ...started, log };
}

const incidents = async () =>
  (
    await request(server.url)
      .get('/v1/incidents')
      .query({ cluster })
      .set('authorization', server.as.read)
      .expect(200)
  ).body.items as { id: string; state: string; error: { class: string }; scope: { pods: number } }[];
const expectIncidents = (expected: readonly object[]) =>
  vi.waitFor(async () => expect(await incidents()).toMatchObject(expected), {
    timeout: 30_000,
    interval: 100,
  });

describe('pulltrace agent', () => {
  it('makes an incident of a failing pod and resolves it when the image is pulled', async () => {
    const api = await kube();
    api.put('pods', failingPod({ name: 'api-1', uid: `${cluster}-1`, image: image() }));
    await agent();
    await expectIncidents([{ state: 'open', error: { class: 'not_found' }, scope: { pods: 1 } }]);
    api.put(
      'pods',
      pod({ name: 'api-1', uid: `${cluster}-1`, image: image(), state: RUNNING, phase: 'Running' }),
    );
    await expectIncidents([{ state: 'resolved' }]);
  });

  it('makes no second incident after a restart', async () => {
    const api = await kube();
    api.put('pods', failingPod({ name: 'api-1', uid: `${cluster}-1`, image: image() }));
    const first = await agent();
    await expectIncidents([{ state: 'open' }]);
    const [before] = await incidents();
    await first.stop();
    api.put('pods', failingPod({ name: 'api-2', uid: `${cluster}-2`, image: image() }));
    await agent();
    await expectIncidents([{ id: before?.id, scope: { pods: 2 } }]);
  });

  it('keeps what fails while the service is away, and says so once', async () => {
    let away = true;
    const proxy = createServer((incoming, response) => {
      if (away) return void response.writeHead(503).end();
      const headers = new Headers(incoming.headers as Record<string, string>);
      for (const name of ['host', 'connection', 'content-length']) headers.delete(name);
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => void chunks.push(chunk));
      incoming.on('end', () => {
        void fetch(`${server.url}${incoming.url}`, {
          method: 'POST',
          headers,
          body: Buffer.concat(chunks),
        }).then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const api = await kube();
    const running = await agent({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
    for (let i = 0; i < 3; i += 1) {
      api.put('pods', failingPod({ name: `api-${i}`, uid: `${cluster}-${i}`, image: image() }));
    }
    await vi.waitFor(
      () => expect(running.log.filter((line) => line.includes('they are kept'))).toHaveLength(1),
      {
        timeout: 20_000,
      },
    );
    away = false;
    await expectIncidents([{ state: 'open', scope: { pods: 3 } }]);
    expect(running.log.filter((line) => line.includes('they are kept'))).toHaveLength(1);
    expect(running.log.join('')).not.toContain('secret-token');
  });

  it('serves its metrics and says when it knows all', async () => {
    const api = await kube();
    api.put('pods', failingPod({ name: 'api-1', uid: `${cluster}-1`, image: image() }));
    const { healthUrl } = await agent({ settings: { listen: { host: '127.0.0.1', port: 0 } } });
    const get = (where: string) => request(healthUrl ?? '').get(where);
    await get('/healthz').expect(200);
    await vi.waitFor(() => get('/readyz').expect(200), { timeout: 20_000, interval: 50 });
    const { text } = await get('/metrics').expect(200);
    expect(text).toContain(`pulltrace_agent_failing_containers{cluster="${cluster}"} 1`);
    expect(text).toContain(`pulltrace_agent_synced{cluster="${cluster}"} 1`);
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
    await get('/else').expect(404);
  });

  it('lets one of two replicas report', async () => {
    const api = await kube();
    api.put('pods', failingPod({ name: 'api-1', uid: `${cluster}-1`, image: image() }));
    const lease = { namespace: 'pulltrace', name: 'agent' };
    const [one, two] = [
      await agent({ settings: { lease, identity: 'one' } }),
      await agent({ settings: { lease, identity: 'two' } }),
    ];
    await expectIncidents([{ state: 'open' }]);
    const reports = async () =>
      Promise.all([one, two].map(async ({ metrics }) => (await metrics.reports.get()).values[0]?.value ?? 0));
    expect((await reports()).reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('pulltrace agent --once', () => {
  it('prints what fails now under the UID of the cluster, one JSON line each', async () => {
    const api = await kube();
    api.put('pods', failingPod({ name: 'api-1', image: image() }));
    api.put('pods', pod({ name: 'healthy', state: RUNNING, phase: 'Running' }));
    const { KUBECONFIG = '' } = process.env;
    const { code, stdout } = await runCli(['agent', '--once'], { KUBECONFIG });
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      {
        kind: 'failure',
        cluster: KUBE_SYSTEM.metadata.uid,
        pod: 'api-1',
        image: image(),
        reason: 'ErrImagePull',
      },
    ]);
  });

  it('looks at several contexts, each under its own name', async () => {
    const api = await kube('eu', 'us');
    api.put('pods', failingPod({ name: 'api-1', image: image() }));
    const { KUBECONFIG = '' } = process.env;
    const args = ['agent', '--once', '--context', 'eu', 'us', '--cluster', 'prod-eu,prod-us'];
    const { stdout } = await runCli(args, { KUBECONFIG });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).cluster),
    ).toEqual(['prod-eu', 'prod-us']);
    expect(await runCli([...args.slice(0, -1), 'one'], { KUBECONFIG })).toMatchObject({ code: 1 });
  });

  it.each([
    [['agent', '--once', '--context', 'nowhere'], {}, 'no context "nowhere"; there are: test'],
    [['agent'], {}, 'PULLTRACE_URL'],
    [['agent'], { PULLTRACE_URL: 'nonsense', PULLTRACE_TOKEN: 't' }, 'no address'],
    [['agent', '--once'], { PULLTRACE_AGENT_SECRETS: 'all' }, 'PULLTRACE_AGENT_SECRETS'],
  ])('says what is wrong with %j %j', async (args, environment, words) => {
    await kube();
    const { KUBECONFIG = '' } = process.env;
    const { code, stderr } = await runCli(args, { KUBECONFIG, ...environment });
    expect(code).toBe(1);
    expect(stderr).toContain(words);
  });
});
