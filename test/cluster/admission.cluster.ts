import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { startTestServer, type TestServer } from '../support/server.js';
import { type Kubectl, kubectlOf } from './kubectl.js';
import { type TlsDoor, tlsDoor } from './tls-door.js';

/** The webhook of `deploy/admission` on a real API server, for one namespace of this run. */
const RUN = randomUUID().slice(0, 8);
const NAME = `pulltrace-test-${RUN}`;
const IMAGE = 'registry.acme.test/shop/api';

let admin: Kubectl;
let directory: string;
let server: TestServer;
let door: TlsDoor;

beforeAll(async () => {
  admin = kubectlOf(process.env.KUBECONFIG ?? '');
  directory = await mkdtemp(path.join(tmpdir(), 'pulltrace-cluster-'));
  server = await startTestServer();
  door = await tlsDoor(server.url, directory);
  const labels = { 'pulltrace-test': RUN };
  await admin.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME, labels } },
    await webhook(labels),
  );
  const build = {
    repository: 'acme/api',
    commit: 'a'.repeat(40),
    status: 'running',
    runId: '812',
    runNumber: 812,
  };
  await request(server.url)
    .post('/v1/builds')
    .set('authorization', server.as.ingest)
    .send({
      ...build,
      startedAt: new Date().toISOString(),
      images: [{ repository: IMAGE, tag: 'a'.repeat(40) }],
    })
    .expect(202);
});

afterAll(async () => {
  await admin('delete', 'validatingwebhookconfiguration', NAME);
  await admin('delete', 'namespace', NAME, '--wait=false');
  await door.stop();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** What is shipped, with this run's name, address and namespace. */
async function webhook(labels: Readonly<Record<string, string>>): Promise<object> {
  const file = path.resolve(import.meta.dirname, '../../deploy/admission/webhook.yaml');
  const shipped = parse(await readFile(file, 'utf8')) as { webhooks: object[] };
  const clientConfig = {
    url: `${door.url}/v1/admission/${server.as.read.replace('Bearer ', '')}`,
    caBundle: Buffer.from(door.certificate).toString('base64'),
  };
  const webhooks = shipped.webhooks.map((each) => ({
    ...each,
    clientConfig,
    namespaceSelector: { matchLabels: labels },
  }));
  return { ...shipped, metadata: { name: NAME }, webhooks };
}

const pod = (name: string, tag: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: NAME },
  spec: { containers: [{ name: 'app', image: `${IMAGE}:${tag}` }] },
});

it('tells whoever applies a pod that its build is still running, and lets it in', async () => {
  let attempt = 0;
  // A busy service may be silent, and the API server takes up a new webhook after a moment.
  await vi.waitFor(
    async () => {
      attempt += 1;
      const said = await admin.warnings(pod(`racing-${attempt}`, 'a'.repeat(40)));
      expect(said).toMatch(/Warning: pulltrace: .*#812.*running/);
    },
    { timeout: 120_000, interval: 500 },
  );
  expect(await admin('get', 'pods', '-n', NAME, '-o', 'name')).toContain(`pod/racing-${attempt}`);
});

it('lets pods in when the service is away', async () => {
  await door.stop();
  await expect(admin.warnings(pod('unhindered', 'b'))).resolves.not.toContain('pulltrace');
});
