import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Agent, readSettings, startAgent } from '#app/agent';
import type { Incident } from '#contract';
import { silentLogger } from '#platform';
import { ImageLayout } from '../e2e/registry/image-layout.js';
import { type RealRegistry, startRegistry } from '../e2e/registry/real-registry.js';
import { peer } from '../support/peers.js';
import { REGISTRY_SECRET, startTestServer, type TestServer } from '../support/server.js';
import { type GuardedRegistry, guard } from './guarded-registry.js';
import { type Kubectl, kubeconfigOf, kubectlOf } from './kubectl.js';

/**
 * Real pods that cannot pull, on the cluster of KUBECONFIG, reported by the agent with the rights that
 * `deploy/agent` gives it. The nodes must reach 127.0.0.1 of this machine, where the registry is.
 */
const RUN = randomUUID().slice(0, 8);
const NAMESPACE = `pulltrace-test-${RUN}`;
const ELSEWHERE = `${NAMESPACE}-other`;
const ACCOUNT = { namespace: `${NAMESPACE}-agent`, name: `pulltrace-agent-${RUN}` };
const DEPLOY = path.resolve(import.meta.dirname, '../../deploy/agent');

let admin: Kubectl;
let role: Kubectl;
let directory: string;
let server: TestServer;
let registry: RealRegistry;
let guarded: GuardedRegistry;
let agent: Agent | undefined;

beforeAll(async () => {
  admin = kubectlOf(process.env.KUBECONFIG ?? '');
  directory = await mkdtemp(path.join(tmpdir(), 'pulltrace-cluster-'));
  server = await startTestServer();
  await startRegistries();
  await admin('apply', '-k', await overlay('plain', false));
  for (const name of [NAMESPACE, ELSEWHERE]) await admin('create', 'namespace', name);
  const kubeconfig = path.join(directory, 'kubeconfig');
  await kubeconfigOf(admin, ACCOUNT, kubeconfig);
  role = kubectlOf(kubeconfig);
  vi.stubEnv('KUBECONFIG', kubeconfig);
});

afterAll(async () => {
  await agent?.stop();
  vi.unstubAllEnvs();
  await admin('delete', 'namespace', NAMESPACE, ELSEWHERE, '--wait=false');
  await admin('delete', '--ignore-not-found', '--wait=false', '-k', await overlay('all', true));
  await guarded?.stop();
  await registry?.stop();
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

/**
 * What is shipped, under names of this run so that an installed agent is left alone, without a pod: the
 * agent runs in this process.
 */
async function overlay(name: string, withSecrets: boolean): Promise<string> {
  const folder = path.join(directory, name);
  const [base, secrets] = [DEPLOY, path.join(DEPLOY, 'secrets')].map((to) => path.relative(folder, to));
  const kustomization = {
    resources: [base],
    ...(withSecrets ? { components: [secrets] } : {}),
    namespace: ACCOUNT.namespace,
    nameSuffix: `-${RUN}`,
    replicas: [{ name: 'pulltrace-agent', count: 0 }],
  };
  await mkdir(folder);
  await writeFile(path.join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
  return folder;
}

async function startRegistries(): Promise<void> {
  const [program, skopeo, umoci] = ['docker-registry', 'skopeo', 'umoci'].map(
    (name) => peer(name).path ?? name,
  );
  await mkdir(path.join(directory, 'images'));
  const hook = { url: `${server.url}/v1/hooks/local-registry`, authorization: REGISTRY_SECRET };
  registry = await startRegistry({
    programs: { registry: program ?? '', skopeo: skopeo ?? '' },
    directory,
    hook,
  });
  guarded = await guard(registry.host);
  const layout = await ImageLayout.create(umoci ?? '', path.join(directory, 'images', 'layout'));
  await layout.addImage('api', 'api');
  await layout.addImage('arm', 'arm', 'arm64');
  await layout.addIndex('arm-only', { arm64: 'arm' });
  for (const tag of ['1.4.1', '1.4.2']) await registry.push(layout, 'api', `shop/api:${tag}`);
  await registry.push(layout, 'api', 'shop/payments:2.0.0');
  await registry.push(layout, 'arm-only', 'shop/arm:1.0.0');
  await registry.push(layout, 'api', 'shop/private:1.0.0');
  // The registry tells of itself under its own address; the door in front of it is another name of it.
  await request(server.url)
    .post('/v1/pushes')
    .set('authorization', server.as.ingest)
    .send({ repository: `${guarded.host}/shop/private`, tag: '1.0.0' })
    .expect(202);
}

interface Case {
  readonly name: string;
  readonly image: () => string;
  readonly spec?: object;
  readonly class: string;
  readonly cause: string;
  /** Makes the pod pull, or go away. */
  readonly fix: (pod: string) => Promise<unknown>;
}

const setImage = (image: () => string) => (pod: string) =>
  admin('-n', NAMESPACE, 'set', 'image', `pod/${pod}`, `app=${image()}`);
const good = () => `${registry.host}/shop/api:1.4.2`;
const remove = (pod: string) => admin('-n', NAMESPACE, 'delete', 'pod', pod, '--now', '--wait=false');

/** A pull secret for a host. */
const pullSecret = (name: string, namespace: string, host: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  type: 'kubernetes.io/dockerconfigjson',
  stringData: {
    '.dockerconfigjson': JSON.stringify({
      auths: { [host]: { username: guarded.username, password: guarded.password } },
    }),
  },
});
const uses = (...names: readonly string[]) => ({ imagePullSecrets: names.map((name) => ({ name })) });
const isPrivate = () => `${guarded.host}/shop/private:1.0.0`;

const CASES: readonly Case[] = [
  {
    name: 'wrong-tag',
    image: () => `${registry.host}/shop/api:1.4.3`,
    class: 'not_found',
    cause: 'tag_unknown',
    fix: setImage(good),
  },
  {
    name: 'wrong-repository',
    image: () => `${registry.host}/shop/paymnets:2.0.0`,
    class: 'not_found',
    cause: 'repository_misspelled',
    fix: setImage(() => `${registry.host}/shop/payments:2.0.0`),
  },
  {
    name: 'absent-digest',
    image: () => `${registry.host}/shop/api@sha256:${'0'.repeat(64)}`,
    class: 'not_found',
    cause: 'unknown',
    fix: setImage(good),
  },
  {
    name: 'refused',
    image: () => '127.0.0.1:1/shop/api:1.4.2',
    class: 'network',
    cause: 'network_unreachable',
    fix: setImage(good),
  },
  {
    name: 'no-such-host',
    image: () => 'registry.pulltrace.invalid/shop/api:1.4.2',
    class: 'dns',
    cause: 'dns_failure',
    fix: setImage(good),
  },
  {
    name: 'wrong-architecture',
    image: () => `${registry.host}/shop/arm:1.0.0`,
    class: 'arch_mismatch',
    cause: 'platform_not_built',
    fix: setImage(good),
  },
  {
    name: 'bad-reference',
    image: () => `${registry.host}/Shop/API:1.4.2`,
    class: 'invalid_reference',
    cause: 'invalid_reference',
    fix: setImage(good),
  },
  {
    name: 'never',
    image: () => `${registry.host}/shop/api:1.4.1`,
    spec: { imagePullPolicy: 'Never' },
    class: 'pull_policy',
    cause: 'pull_policy_never',
    fix: remove,
  },
  {
    name: 'no-secret',
    image: isPrivate,
    class: 'auth',
    cause: 'pull_secret_missing',
    fix: remove,
  },
  {
    name: 'secret-elsewhere',
    image: () => `${guarded.host}/shop/private:1.0.0-b`,
    spec: { pod: uses('elsewhere') },
    class: 'auth',
    cause: 'pull_secret_wrong_namespace',
    fix: () => admin.apply(pullSecret('elsewhere', NAMESPACE, guarded.host)),
  },
  {
    name: 'secret-of-another-host',
    image: () => `${guarded.host}/shop/private:1.0.0-c`,
    spec: { pod: uses('other-host') },
    class: 'auth',
    cause: 'pull_secret_wrong_registry',
    fix: () => admin.apply(pullSecret('other-host', NAMESPACE, guarded.host)),
  },
];

const podOf = ({ name, image, spec = {} }: Case) => {
  const { pod = {}, ...container } = spec as { pod?: object };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      hostNetwork: true,
      tolerations: [{ operator: 'Exists' }],
      ...pod,
      containers: [{ name: 'app', image: image(), ...container }],
    },
  };
};

const incidentOf = async (image: string): Promise<Incident | undefined> => {
  const { body } = await request(server.url)
    .get('/v1/incidents')
    .query({ image, cluster: RUN })
    .set('authorization', server.as.read)
    .expect(200);
  return body.items[0];
};

/** Back-off doubles from ten seconds to five minutes; the first minutes of it are enough. */
const PATIENCE = { timeout: 240_000, interval: 1_000 };

describe('the role that is shipped', () => {
  it.each([
    ['get', 'secret', 'any', '-n', 'default'],
    ['get', 'secrets', '-A'],
    ['delete', 'pod', 'any', '-n', 'default'],
    ['create', 'configmap', 'any', '-n', ACCOUNT.namespace],
    ['annotate', 'namespace', 'default', 'a=b'],
    ['create', 'token', ACCOUNT.name, '-n', ACCOUNT.namespace],
  ])('may not %s %s', async (...args) => {
    await expect(role(...args)).rejects.toThrow(/forbidden/i);
  });

  it("passes the server's own checks", async () => {
    await expect(admin('apply', '--dry-run=server', '-k', path.join(directory, 'plain'))).resolves.toContain(
      'deployment.apps',
    );
  });

  it('may read what the agent asks for', async () => {
    for (const kind of ['pods', 'events', 'namespaces']) await role('get', kind, '-A', '-o', 'name');
    await expect(role('get', 'pods', '-A', '-o', 'name')).resolves.toBeDefined();
  });
});

describe('the agent on a real cluster', () => {
  beforeAll(async () => {
    await admin('apply', '-k', await overlay('secrets', true));
    await admin.apply(
      pullSecret('elsewhere', ELSEWHERE, guarded.host),
      pullSecret('other-host', NAMESPACE, 'ghcr.io'),
    );
    const pushes = ['1.0.0-b', '1.0.0-c'].map((tag) => ({ repository: `${guarded.host}/shop/private`, tag }));
    await request(server.url)
      .post('/v1/pushes')
      .set('authorization', server.as.ingest)
      .send(pushes)
      .expect(202);
    for (const { tag } of pushes) await copyTag('shop/private', '1.0.0', tag);
    const read = readSettings(() => undefined);
    if (!read.ok) throw new Error(read.mistakes.join());
    agent = await startAgent({
      options: { clusters: [RUN], contexts: [] },
      settings: { ...read.settings, secrets: 'hosts' },
      service: { url: server.url, token: server.as.ingest.replace('Bearer ', '') },
      log: silentLogger,
    });
    await admin.apply(...CASES.map(podOf));
  });

  it.each(CASES.map((entry) => [entry.name, entry] as const))(
    'names the cause of %s',
    async (_name, entry) => {
      await vi.waitFor(async () => {
        const incident = await incidentOf(entry.image());
        expect(incident).toMatchObject({
          state: 'open',
          error: { class: entry.class },
          verdict: { cause: entry.cause },
          scope: { clusters: [RUN], namespaces: [NAMESPACE], pods: 1 },
        });
      }, PATIENCE);
    },
  );

  it('sees each fix', async () => {
    for (const entry of CASES) await entry.fix(entry.name);
    for (const entry of CASES) {
      await vi.waitFor(async () => {
        expect(await incidentOf(entry.image()), entry.name).toMatchObject({ state: 'resolved' });
      }, PATIENCE);
    }
  });
});

/** Puts a manifest under another tag (OCI distribution specification, "Pushing Manifests"). */
async function copyTag(repository: string, from: string, to: string): Promise<void> {
  const address = (tag: string) => `http://${registry.host}/v2/${repository}/manifests/${tag}`;
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = await fetch(address(from), { headers: { accept: type } });
  const put = { method: 'PUT', headers: { 'content-type': type }, body: await manifest.text() };
  expect((await fetch(address(to), put)).status).toBe(201);
}
