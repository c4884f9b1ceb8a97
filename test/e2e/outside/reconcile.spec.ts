import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ciCatalog } from '#ci';
import { apiAdapter, fetchedAdapter, normaliseDeliveries, reconcile, sourceCatalog } from '#pipeline';
import { outboundClient } from '#platform';
import { RegistryProbe } from '#registry';
import { GitHubClient, GitHubForge, GitHubHooks, GitHubPackages } from '#scm';
import { openTestStore, type TestStore } from '../../../libs/store/src/fixtures/test-store.js';
import { type ApiServer, type Route, startApiServer } from '../../support/forge/api-server.js';
import { githubRoutes } from '../../support/forge/github-answers.js';
import type { GitHubState } from '../../support/forge/github-state.js';

const SHA = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const MINUTE = 60_000;
const SOURCE = { id: 'github-acme', provider: 'github', secrets: ['x'] };
const adapters = sourceCatalog(ciCatalog, [apiAdapter, fetchedAdapter]);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

let api: ApiServer | undefined;
afterEach(() => api?.close());

/** Now, because activity is counted back from the database's own day. */
const START = Date.now();
const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

const empty = (): GitHubState => ({
  repository: 'acme/api',
  defaultBranch: 'main',
  commits: [],
  runs: [],
  hooks: [],
  packages: {},
});

const pushOf = (index: number) => ({
  ref: 'refs/heads/main',
  after: SHA,
  head_commit: { id: SHA, message: `push ${index}`, timestamp: at(-30) },
  commits: [],
  repository: { full_name: 'acme/api' },
});

const attempt = (index: number, statusCode: number, guid = `guid-${index}`) => ({
  id: 1_000 + index,
  guid,
  event: 'push',
  deliveredAt: at(-60 + index / 10),
  statusCode,
  payload: pushOf(index),
});

/** A worker that reconciles in front of one GitHub and one registry, with the real store behind it. */
async function stage(github: GitHubState, registry: readonly Route[] = [], mappings: readonly string[] = []) {
  const server = await startApiServer([...registry, ...githubRoutes(github)]);
  api = server;
  let now = START;
  const clock = () => new Date(now);
  const send = outboundClient({ named: [server.host] });
  const client = new GitHubClient({ baseUrl: server.url, token: 't' }, send, clock);
  const registries = [{ host: server.host, insecure: true }];
  const normalise = async (ids: readonly string[]) => {
    const deps = {
      deliveries: store.deliveries,
      facts: store.facts,
      queue: { normalise, diagnose: async () => undefined },
      adapterOf: (provider: string) => adapters.get(provider) ?? null,
      settingsOf: () => null,
      now: clock,
    };
    await normaliseDeliveries(deps, ids);
  };
  const deps = {
    operations: store.operations,
    incidents: store.incidentReader,
    settings: {
      mappings: mappings.map((image) => ({ image: `${server.host}/${image}`, repository: 'acme/api' })),
      aliases: [],
    },
    sources: [SOURCE],
    registries: new RegistryProbe({ registries, send, clock }),
    forges: [new GitHubForge(client)],
    hooks: new GitHubHooks(client),
    packages: new GitHubPackages(client),
    memory: store.fetches,
    coverage: store.coverage,
    deliveries: store.deliveries,
    queue: { normalise },
    now: clock,
    newId: () => randomUUID(),
  };
  /** A delivery that came as it should, so that the repository is known. */
  const told = async (event: string, payload: object, deliveryId: string) => {
    const id = randomUUID();
    const headers = { 'x-github-event': event, 'content-type': 'application/json' };
    const body = Buffer.from(JSON.stringify(payload));
    const common = { source: SOURCE.id, provider: 'github', event, deliveryId, signed: true, headers, body };
    await store.deliveries.append([{ id, receivedAt: clock(), ...common }]);
    await normalise([id]);
  };
  return {
    server,
    told,
    reconcile: () => reconcile(deps),
    wait: (minutes: number) => void (now += minutes * MINUTE),
  };
}

const kept = (source: string) =>
  store.query<{ deliveryId: string; event: string; state: string }>(
    'select delivery_id as "deliveryId", event, state from delivery where source = $1 order by delivery_id',
    [source],
  );

describe('reconciling with GitHub', () => {
  it('fetches the deliveries that did not arrive, once, as if they had', async () => {
    const github = empty();
    const attempts = [
      attempt(1, 200),
      attempt(2, 502),
      attempt(3, 0),
      attempt(4, 0, 'guid-x'),
      attempt(5, 200, 'guid-x'),
    ];
    const url = `https://pulltrace.acme.test/v1/hooks/${SOURCE.id}`;
    github.hooks.push({ id: 41, url, events: ['push'], attempts });
    const { told, reconcile, wait } = await stage(github);
    await told('push', pushOf(1), 'guid-1');
    expect(await reconcile()).toBe(2);
    expect(await kept(SOURCE.id)).toEqual(
      ['guid-1', 'guid-2', 'guid-3'].map((deliveryId) => ({ deliveryId, event: 'push', state: 'processed' })),
    );
    wait(16);
    attempts.push(attempt(6, 0));
    expect(await reconcile()).toBe(1);
    wait(16);
    expect(await reconcile()).toBe(0);
  });

  it('goes on in the next turn where one was full, and covers the time when it is through', async () => {
    const github = empty();
    const attempts = Array.from({ length: 120 }, (_, index) => attempt(index + 1, 0));
    const url = `https://pulltrace.acme.test/v1/hooks/${SOURCE.id}/token`;
    github.hooks.push({ id: 41, url, events: ['push', 'workflow_run', 'workflow_job'], attempts });
    const { told, reconcile, wait } = await stage(github);
    await told('push', pushOf(0), 'guid-0');
    const rounds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      rounds.push(await reconcile());
      wait(16);
    }
    expect(rounds).toEqual([50, 50, 20]);
    const covered = await store.query<{ feed: string }>(
      "select distinct feed from feed_activity where source = $1 and repository = 'acme/api' order by feed",
      [SOURCE.id],
    );
    expect(covered.map(({ feed }) => feed)).toEqual(['builds', 'commits']);
  });

  it('asks for the runs since the last time, again for those that had not ended, and covers the time', async () => {
    const github = empty();
    const job = { name: 'image', steps: [['Build and push', 'failure']] as const };
    const run = { id: 9_000_812, sha: SHA, createdAt: at(-5), updatedAt: at(-5), jobs: [job] };
    github.runs.push({ ...run, status: 'in_progress', conclusion: null });
    const { told, reconcile, wait } = await stage(github);
    await told('push', pushOf(1), 'guid-1');
    await reconcile();
    github.runs[0] = { ...run, updatedAt: at(10), status: 'completed', conclusion: 'failure' };
    wait(20);
    await reconcile();
    const facts = await store.evidence.ofCommits([SHA], 20);
    const builds = facts.flatMap(({ observation }) => (observation.kind === 'build' ? [observation] : []));
    expect(builds.map(({ status }) => `${status}`).sort()).toEqual(['failure', 'failure', 'running']);
    expect(builds.some(({ steps }) => steps?.[0]?.status === 'failure')).toBe(true);
    const covered = (await store.evidence.activityOf(['acme/api'], 50)).filter(
      ({ source }) => source === 'github',
    );
    expect(covered[0]?.lastAt).toBe(at(20));
  });

  it('finds deletions of packages, of which no webhook tells', async () => {
    const github = empty();
    const version = { id: 1, digest: DIGEST, tags: ['1.0.0'], createdAt: at(-50), updatedAt: at(-50) };
    github.packages['api'] = [version];
    const { told, reconcile, wait } = await stage(github);
    const registryPackage = {
      name: 'api',
      namespace: 'acme',
      package_type: 'CONTAINER',
      package_version: {
        version: DIGEST,
        package_url: 'ghcr.io/acme/api:1.0.0',
        updated_at: at(-50),
        container_metadata: { tag: { name: '1.0.0', digest: DIGEST } },
      },
    };
    await told(
      'package',
      { action: 'published', package: registryPackage, repository: { full_name: 'acme/api' } },
      'p',
    );
    await reconcile();
    github.packages['api'] = [{ ...version, tags: [], updatedAt: at(5), deletedAt: at(5) }];
    wait(40);
    await reconcile();
    const facts = await store.evidence.ofImage(
      'ghcr.io/acme/api',
      { tags: ['1.0.0'], digests: [DIGEST] },
      20,
    );
    const deletions = facts.filter(({ observation }) => observation.kind === 'delete');
    expect(deletions.map(({ at: time }) => time)).toEqual([at(5)]);
  });

  it('leaves GitHub alone for a while when it may not ask', async () => {
    const refusal: Route = () => ({ status: 403, body: { message: 'Resource not accessible' } });
    const { told, reconcile, wait, server } = await stage(empty(), [refusal]);
    await told('push', pushOf(1), 'guid-1');
    await reconcile();
    const asked = server.asked.length;
    expect(asked).toBe(2);
    wait(16);
    await reconcile();
    expect(server.asked).toHaveLength(asked);
    wait(16);
    await reconcile();
    expect(server.asked).toHaveLength(asked * 2);
  });
});

describe('reconciling with a registry that sends no events', () => {
  it('sees tags come and go, and says only what was there when', async () => {
    let tags = ['1.0.0', '1.1.0'];
    const list: Route = (url) =>
      url.pathname === '/v2/shop/api/tags/list' ? { body: { name: 'shop/api', tags } } : null;
    const { reconcile, wait, server } = await stage(empty(), [list], ['shop/api']);
    const answers = async () =>
      (await store.evidence.ofImage(`${server.host}/shop/api`, { tags: ['1.0.0', '1.2.0'], digests: [] }, 20))
        .map(({ at: time, observation }) => {
          const answer = observation.kind === 'other' ? observation.answer : null;
          return `${answer?.tag} ${answer?.found} ${time}`;
        })
        .sort();
    await reconcile();
    expect(await answers()).toEqual([]);
    tags = ['1.1.0', '1.2.0'];
    wait(6);
    await reconcile();
    expect(await answers()).toEqual([
      `1.0.0 absent ${at(6)}`,
      `1.0.0 present ${at(0)}`,
      `1.2.0 absent ${at(0)}`,
      `1.2.0 present ${at(6)}`,
    ]);
    const covered = await store.evidence.activityOf([`${server.host}/shop/api`], 10);
    expect(covered.at(-1)).toMatchObject({ feed: 'pushes', source: 'registry-poll', firstAt: at(0) });
  });
});
