import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { ciCatalog } from '#ci';
import type { FetchedDelivery, ForgeAnswer } from '#pipeline';
import { outboundClient, systemClock } from '#platform';
import { type ApiServer, type Route, startApiServer } from '../../../../test/support/forge/api-server.js';
import { githubRoutes } from '../../../../test/support/forge/github-answers.js';
import type { GitHubState } from '../../../../test/support/forge/github-state.js';
import { type GitHubAccess, GitHubClient } from './github-client.js';
import { GitHubForge } from './github-forge.js';
import { GitHubHooks } from './github-hooks.js';
import { GitHubPackages } from './github-packages.js';

const SHA = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const FORK_SHA = '9a3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const AT = '2026-03-01T10:00:00Z';
const LATER = '2026-03-01T10:09:00Z';

const state = (): GitHubState => ({
  repository: 'acme/api',
  defaultBranch: 'main',
  commits: [
    { sha: SHA, message: 'Retry payments', login: 'robin', date: AT, onDefaultBranch: true },
    { sha: FORK_SHA, message: 'Mine', login: 'stranger', date: AT, onDefaultBranch: false },
  ],
  runs: [
    {
      id: 9_000_812,
      sha: SHA,
      status: 'completed',
      conclusion: 'failure',
      createdAt: AT,
      updatedAt: LATER,
      attempt: 2,
      jobs: [
        {
          name: 'docker',
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
});

let api: ApiServer | undefined;
afterEach(() => api?.close());

async function github(
  given: GitHubState = state(),
  extra: readonly Route[] = [],
  access: Partial<GitHubAccess> = {},
) {
  const server = await startApiServer([...extra, ...githubRoutes(given)]);
  api = server;
  let now = Date.parse(LATER);
  const send = outboundClient({ named: [server.host] });
  const client = new GitHubClient(
    { baseUrl: server.url, token: 'ghp_x', ...access },
    send,
    () => new Date(now),
  );
  return {
    server,
    forge: new GitHubForge(client),
    hooks: new GitHubHooks(client),
    packages: new GitHubPackages(client),
    wait: (ms: number) => void (now += ms),
  };
}

/** What the adapter of GitHub's webhooks makes of it. */
function observed({ provider, headers, body }: FetchedDelivery) {
  const adapter = ciCatalog.find(({ id }) => id === provider);
  return adapter?.normalise({ headers, body }, { id: 's', provider, secrets: [] });
}

function valueOf<T>(answer: ForgeAnswer<T>): T {
  if (!answer.ok) throw new Error(`no value: ${answer.reason}`);
  return answer.value;
}

describe('GitHubForge', () => {
  it('finds a commit by its beginning, with its author and the branch it is on', async () => {
    const { forge, server } = await github();
    const commit = valueOf(await forge.commit('acme/api', SHA.slice(0, 7)));
    expect(commit).toMatchObject({
      kind: 'commit',
      repository: 'acme/api',
      commit: SHA,
      branch: 'main',
      message: 'Retry payments',
      author: 'robin',
      committedAt: AT,
      changedFiles: ['Dockerfile'],
    });
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: 'token ghp_x',
      'accept-encoding': 'identity',
    });
  });

  it('names no branch for a commit that only lives in a fork', async () => {
    const { forge } = await github();
    expect(valueOf(await forge.commit('acme/api', FORK_SHA)).branch).toBeNull();
  });

  it('takes a branch that is called like a commit for none', async () => {
    const branch: Route = (url) =>
      url.pathname.endsWith('/commits/abcdef1') ? { body: { sha: SHA, commit: { message: 'x' } } } : null;
    const { forge } = await github(state(), [branch]);
    expect(await forge.commit('acme/api', 'abcdef1')).toMatchObject({ ok: false, reason: 'absent' });
  });

  it('gives runs and jobs in the words of the webhooks, so that the adapter reads them', async () => {
    const { forge } = await github();
    const [run] = valueOf(await forge.runsOf('acme/api', SHA));
    if (!run) throw new Error('no run');
    expect(run).toMatchObject({ id: '9000812', attempt: 2, settled: true, succeeded: false });
    expect(observed(run.delivery)).toEqual({
      observations: [
        expect.objectContaining({
          kind: 'build',
          provider: 'github',
          repository: 'acme/api',
          commit: SHA,
          runId: '9000812',
          runAttempt: 2,
          runNumber: 812,
          status: 'failure',
          finishedAt: '2026-03-01T10:09:00.000Z',
        }),
      ],
    });
    const [job] = valueOf(await forge.jobsOf('acme/api', run));
    if (!job) throw new Error('no job');
    expect(observed(job)).toEqual({
      observations: [
        expect.objectContaining({
          kind: 'build',
          repository: 'acme/api',
          runId: '9000812',
          jobName: 'docker',
          runUrl: 'https://github.com/acme/api/actions/runs/9000812',
          steps: [
            { name: 'Checkout', status: 'success' },
            { name: 'Build and push', status: 'failure' },
          ],
        }),
      ],
    });
  });

  it('tells runs of forks as what they are', async () => {
    const given = state();
    const [run] = given.runs;
    if (!run) throw new Error('no run');
    given.runs[0] = { ...run, headRepository: 'stranger/api' };
    const { forge } = await github(given);
    const [fetched] = valueOf(await forge.runsOf('acme/api', SHA));
    expect(fetched && observed(fetched.delivery)).toMatchObject({
      observations: [{ headRepository: 'stranger/api' }],
    });
  });

  it('lists the runs of a time page by page', async () => {
    const given = state();
    const [run] = given.runs;
    if (!run) throw new Error('no run');
    for (let index = 1; index <= 120; index += 1) given.runs.push({ ...run, id: run.id + index });
    const { forge } = await github(given);
    const time = { from: new Date(AT), to: new Date(LATER) };
    const first = valueOf(await forge.runsBetween('acme/api', time, 1));
    const second = valueOf(await forge.runsBetween('acme/api', time, 2));
    expect([first.items.length, first.hasMore, second.items.length, second.hasMore]).toEqual([
      100,
      true,
      21,
      false,
    ]);
    const before = { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-02-02T00:00:00Z') };
    expect(valueOf(await forge.runsBetween('acme/api', before, 1)).items).toEqual([]);
  });

  it('asks again on condition, and takes "not modified" for an answer', async () => {
    const { forge, server } = await github();
    const first = await forge.runsOf('acme/api', SHA);
    const again = await forge.runsOf('acme/api', SHA);
    expect(again).toEqual(first);
    expect(server.asked.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([false, true]);
  });

  it('leaves the last of the budget to others, until the hour is over', async () => {
    const { forge, server, wait } = await github();
    const reset = Math.floor(Date.parse(LATER) / 1000) + 600;
    server.extra['x-ratelimit-remaining'] = '250';
    server.extra['x-ratelimit-reset'] = String(reset);
    expect((await forge.runsOf('acme/api', SHA)).ok).toBe(true);
    expect(await forge.runsOf('acme/api', SHA)).toEqual({
      ok: false,
      reason: 'budget_spent',
      retryAt: new Date(reset * 1000),
    });
    expect(server.asked).toHaveLength(1);
    wait(601_000);
    expect((await forge.runsOf('acme/api', SHA)).ok).toBe(true);
  });

  it('stops asking for as long as GitHub says', async () => {
    let refuse = true;
    const refusal: Route = () =>
      refuse
        ? { status: 403, headers: { 'retry-after': '90' }, body: { message: 'secondary rate limit' } }
        : null;
    const { forge, server, wait } = await github(state(), [refusal]);
    const until = new Date(Date.parse(LATER) + 90_000);
    const refused = { ok: false, reason: 'rate_limited', retryAt: until };
    expect(await forge.runsOf('acme/api', SHA)).toEqual(refused);
    expect(await forge.commit('acme/api', SHA)).toEqual(refused);
    expect(server.asked).toHaveLength(1);
    refuse = false;
    wait(90_001);
    expect((await forge.runsOf('acme/api', SHA)).ok).toBe(true);
  });

  it.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'absent'],
    [500, 'forge_error'],
    [418, 'not_understood'],
  ])('takes status %i for %s', async (status, reason) => {
    const { forge } = await github(state(), [() => ({ status, body: { message: 'x' } })]);
    expect(await forge.runsOf('acme/api', SHA)).toEqual({ ok: false, reason, retryAt: null });
  });

  it('says when nobody answers, and asks nobody about what is no repository', async () => {
    const { forge, server } = await github();
    expect(await forge.commit('only-a-name', SHA)).toMatchObject({ ok: false, reason: 'absent' });
    expect(await forge.runsOf('group/sub/project', SHA)).toMatchObject({ ok: false, reason: 'absent' });
    expect(server.asked).toEqual([]);
    await server.close();
    expect(await forge.runsOf('acme/api', SHA)).toMatchObject({ ok: false, reason: 'unreachable' });
  });

  it('is an app where it is configured as one', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const tokens: Route = (url) =>
      url.pathname === '/app/installations/7/access_tokens'
        ? {
            status: 201,
            body: {
              token: 'ghs_installation',
              expires_at: new Date(systemClock().getTime() + 3_600_000).toISOString(),
              permissions: {},
            },
          }
        : null;
    const app = { id: '5', installationId: '7', privateKey: key };
    const { forge, server } = await github(state(), [tokens], { token: undefined, app });
    expect((await forge.runsOf('acme/api', SHA)).ok).toBe(true);
    expect(server.asked.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual([
      'bearer',
      'token',
    ]);
    expect(server.asked[1]?.headers.authorization).toBe('token ghs_installation');
  });
});

describe('GitHubHooks', () => {
  const withHook = () => {
    const given = state();
    const attempts = Array.from({ length: 130 }, (_, index) => ({
      id: index + 1,
      guid: `guid-${index + 1}`,
      event: 'push',
      deliveredAt: AT,
      statusCode: index % 2 === 0 ? 200 : 0,
      payload: { ref: 'refs/heads/main', after: SHA, repository: { full_name: 'acme/api' } },
    }));
    given.hooks.push({
      id: 41,
      url: 'https://pulltrace.acme.test/v1/hooks/github-acme',
      events: ['push'],
      attempts,
    });
    return given;
  };

  it('lists what GitHub tried to deliver, by the cursor that it gives', async () => {
    const { hooks } = await github(withHook());
    expect(valueOf(await hooks.hooksOf('acme/api'))).toEqual([
      { id: '41', url: 'https://pulltrace.acme.test/v1/hooks/github-acme', events: ['push'] },
    ]);
    const first = valueOf(await hooks.attemptsOf('acme/api', '41', null));
    expect(first.items[0]).toEqual({
      id: '130',
      deliveryId: 'guid-130',
      event: 'push',
      deliveredAt: AT,
      succeeded: false,
    });
    const second = valueOf(await hooks.attemptsOf('acme/api', '41', first.next));
    expect([first.items.length, second.items.length, second.next]).toEqual([100, 30, null]);
  });

  it('fetches what a delivery carried, without its signature', async () => {
    const { hooks } = await github(withHook());
    const delivery = valueOf(await hooks.payloadOf('acme/api', '41', '7'));
    expect(delivery.headers).toEqual({
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': 'guid-7',
    });
    expect(observed(delivery)).toMatchObject({ observations: [{ kind: 'commit', commit: SHA }] });
  });

  it('makes a webhook once', async () => {
    const { hooks, server } = await github();
    const hook = { url: 'https://pulltrace.acme.test/v1/hooks/github', secret: 'shh' };
    expect(await hooks.connect('acme/api', hook)).toEqual({ ok: true, value: 'made' });
    const sent = JSON.parse(server.asked.at(-1)?.body ?? '');
    expect(sent).toEqual({
      config: { url: hook.url, secret: 'shh', content_type: 'json', insecure_ssl: '0' },
      events: ['push', 'workflow_run', 'workflow_job', 'package'],
      active: true,
    });
    expect(await hooks.connect('acme/api', hook)).toEqual({ ok: true, value: 'was_there' });
  });
});

describe('GitHubPackages', () => {
  const D1 = `sha256:${'1'.repeat(64)}`;
  const D2 = `sha256:${'2'.repeat(64)}`;
  const versions = {
    api: [
      { id: 1, digest: D1, tags: ['1.0.0', 'latest'], createdAt: AT, updatedAt: AT },
      { id: 2, digest: D2, tags: ['moved'], createdAt: AT, updatedAt: '2026-03-02T10:00:00Z' },
      { id: 3, digest: D2, tags: [], createdAt: AT, updatedAt: LATER, deletedAt: LATER },
    ],
  };

  it('reads pushes with the time they had, and no time for tags that may have moved', async () => {
    const { packages } = await github({ ...state(), packages: versions });
    const { items, hasMore } = valueOf(await packages.versionsOf('ghcr.io/acme/api', 'active', 1));
    const push = { kind: 'push', provider: 'ghcr', repository: 'ghcr.io/acme/api', occurredAt: AT };
    expect(items).toEqual([
      { ...push, digest: D1, tag: '1.0.0' },
      { ...push, digest: D1, tag: 'latest' },
      { ...push, digest: D2 },
    ]);
    expect(hasMore).toBe(false);
  });

  it('reads deletions, of which no webhook tells', async () => {
    const { packages } = await github({ ...state(), packages: versions });
    expect(valueOf(await packages.versionsOf('ghcr.io/acme/api', 'deleted', 1)).items).toEqual([
      { kind: 'delete', provider: 'ghcr', repository: 'ghcr.io/acme/api', digest: D2, occurredAt: LATER },
    ]);
  });

  it('asks about packages of GitHub only, and at both doors', async () => {
    const { packages, server } = await github();
    expect(await packages.versionsOf('docker.io/acme/api', 'active', 1)).toMatchObject({ reason: 'absent' });
    expect(server.asked).toEqual([]);
    expect(await packages.versionsOf('ghcr.io/acme/none', 'active', 1)).toMatchObject({ reason: 'absent' });
    expect(server.asked.map(({ path }) => path.split('/')[1])).toEqual(['orgs', 'users']);
  });
});
