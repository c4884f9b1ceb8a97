import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Incident } from '#domain';
import { type ApiServer, type Reply, type Route, startApiServer } from '../../support/forge/api-server.js';
import { githubRoutes } from '../../support/forge/github-answers.js';
import type { GitHubState } from '../../support/forge/github-state.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const SHA = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const github: GitHubState = {
  repository: 'acme/api',
  defaultBranch: 'main',
  commits: [
    { sha: SHA, message: 'Retry payments', login: 'robin', date: minutesAgo(20), onDefaultBranch: true },
  ],
  runs: [
    {
      id: 9_000_812,
      sha: SHA,
      status: 'completed',
      conclusion: 'failure',
      createdAt: minutesAgo(15),
      updatedAt: minutesAgo(10),
      jobs: [
        {
          name: 'image',
          steps: [
            ['Checkout', 'success'],
            ['Build and push', 'failure'],
          ],
        },
      ],
    },
  ],
  hooks: [],
  packages: {},
};

/** Manifests that the registry has, by path. */
const manifests = new Map<string, string>();
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A registry in the answers of the OCI distribution specification. */
const registryRoute: Route = (url, { method }): Reply => {
  const type = manifests.get(url.pathname);
  if (type === undefined) {
    return {
      status: 404,
      ...(method === 'HEAD' ? {} : { body: { errors: [{ code: 'MANIFEST_UNKNOWN' }] } }),
    };
  }
  return { headers: { 'content-type': type, 'docker-content-digest': DIGEST } };
};

describe('evidence that is fetched', () => {
  let registry: ApiServer;
  let forge: ApiServer;
  let server: TestServer;

  beforeAll(async () => {
    registry = await startApiServer([registryRoute]);
    forge = await startApiServer(githubRoutes(github));
    const configuration = `
registries:
  - {host: "${registry.host}", insecure: true}
github: {baseUrl: "${forge.url}", token: ghp_only-of-this-test}
mappings:
  - {image: "${registry.host}/shop/api", repository: acme/api}
`;
    server = await startTestServer({ sections: configuration });
  });
  afterAll(async () => {
    await server?.stop();
    await registry?.close();
    await forge?.close();
  });

  async function podFails(image: string, message: string): Promise<void> {
    const failure = {
      cluster: 'prod-eu',
      namespace: 'shop',
      pod: `pod-${image.replace(/\W/g, '-')}`,
      container: 'app',
      image,
      reason: 'ErrImagePull',
      message,
      firstSeenAt: minutesAgo(0),
    };
    await request(server.url)
      .post('/v1/failures')
      .set('authorization', server.as.ingest)
      .send(failure)
      .expect(202);
  }

  async function incidentOn(image: string): Promise<Incident> {
    const { body } = await request(server.url)
      .get('/v1/incidents')
      .query({ image })
      .set('authorization', server.as.read)
      .expect(200);
    return (body as { items: Incident[] }).items[0] as Incident;
  }

  const notFound = (image: string) =>
    `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

  it('names the failed build that no webhook told of', async () => {
    const image = `${registry.host}/shop/api:${SHA.slice(0, 7)}`;
    await podFails(image, notFound(image));
    const incident = await vi.waitFor(
      async () => {
        const found = await incidentOn(image);
        expect(found?.verdict?.build?.failedStep).toBe('Build and push');
        expect(JSON.stringify(found.verdict?.evidence)).toContain('is not there, the registry answered');
        return found;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(incident.verdict).toMatchObject({
      cause: 'build_failed',
      commit: { sha: SHA, repository: 'acme/api', role: 'cause', author: 'robin', message: 'Retry payments' },
      build: { id: '9000812', failedJob: 'image' },
    });
  });

  it('keeps what was fetched in the inbound log, and counts none of it as a feed', async () => {
    const deliveries = await request(server.url)
      .get('/v1/deliveries')
      .query({ source: 'fetched' })
      .set('authorization', server.as.admin)
      .expect(200);
    const events = (deliveries.body.items as { event: string; state: string }[]).map(({ event }) => event);
    expect([...new Set(events)].sort()).toEqual([
      'commit',
      'registry_answer',
      'workflow_job',
      'workflow_run',
    ]);
    const coverage = await request(server.url).get('/v1/coverage').set('authorization', server.as.read);
    expect(JSON.stringify(coverage.body)).not.toContain('acme/api');
  });

  it('does not ask again for another pod on the same image', async () => {
    const image = `${registry.host}/shop/api:${SHA.slice(0, 7)}`;
    const asked = forge.asked.length;
    await podFails(image, notFound(image));
    const other = `${registry.host}/shop/other:1.0.0`;
    await podFails(other, notFound(other));
    await vi.waitFor(
      () => expect(registry.asked.some(({ path }) => path.includes('shop/other'))).toBe(true),
      { timeout: 60_000, interval: 50 },
    );
    expect(forge.asked).toHaveLength(asked);
  });

  it('asks for nothing that an image reference, and not the operator, points at', async () => {
    const image = `127.0.0.1:1/shop/api:${SHA.slice(0, 7)}`;
    const before = registry.asked.length;
    await podFails(image, notFound(image));
    await vi.waitFor(async () => expect((await incidentOn(image))?.verdict).toBeTruthy(), {
      timeout: 60_000,
      interval: 50,
    });
    expect(registry.asked).toHaveLength(before);
  });
});
