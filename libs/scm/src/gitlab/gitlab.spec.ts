import { afterEach, describe, expect, it } from 'vitest';
import { ciCatalog } from '#ci';
import type { FetchedDelivery, ForgeAnswer } from '#pipeline';
import { outboundClient } from '#platform';
import { type ApiServer, type Route, startApiServer } from '../../../../test/support/forge/api-server.js';
import { GitLabClient } from './gitlab-client.js';
import { GitLabForge } from './gitlab-forge.js';

const SHA = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const AT = '2026-03-01T10:00:00.000Z';
const LATER = '2026-03-01T10:09:00.000Z';
const ROOT = '/api/v4/projects/acme%2Fshop%2Fapi';
const WEB = 'https://gitlab.acme.test/acme/shop/api';

const listed = {
  id: 812,
  iid: 12,
  project_id: 3,
  sha: SHA,
  ref: 'main',
  status: 'failed',
  source: 'push',
  created_at: AT,
  updated_at: LATER,
  web_url: `${WEB}/-/pipelines/812`,
};
const job = {
  name: 'image',
  stage: 'build',
  status: 'failed',
  created_at: AT,
  started_at: AT,
  finished_at: LATER,
};

/** The answers of docs.gitlab.com/api for projects, commits, pipelines, jobs and hooks. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  [ROOT]: { id: 3, path_with_namespace: 'acme/shop/api', web_url: WEB, default_branch: 'main' },
  [`${ROOT}/repository/commits/7f3a6ce`]: {
    id: SHA,
    short_id: '7f3a6ce1',
    message: 'Retry payments\n',
    author_name: 'Robin',
    committed_date: '2026-03-01T12:00:00.000+02:00',
    web_url: `${WEB}/-/commit/${SHA}`,
  },
  [`${ROOT}/repository/commits/7f3a6ce/refs`]: [{ type: 'branch', name: 'main' }],
  [`${ROOT}/pipelines`]: [listed],
  [`${ROOT}/pipelines/812`]: { ...listed, tag: false, started_at: AT, finished_at: LATER },
  [`${ROOT}/pipelines/812/jobs`]: [{ id: 1, ...job }],
};

const hooks: object[] = [];
const answers: Route = (url, asked) => {
  if (url.pathname === `${ROOT}/hooks`) {
    if (asked.method === 'POST') hooks.push(JSON.parse(asked.body));
    return { status: asked.method === 'POST' ? 201 : 200, body: asked.method === 'POST' ? { id: 1 } : hooks };
  }
  const body = ANSWERS[url.pathname];
  return body === undefined ? null : { body };
};

let api: ApiServer | undefined;
afterEach(() => api?.close());

async function gitlab(extra: readonly Route[] = []) {
  const server = await startApiServer([...extra, answers]);
  api = server;
  const send = outboundClient({ named: [server.host] });
  const client = new GitLabClient({ baseUrl: server.url, token: 'glpat-x' }, send, () => new Date(LATER));
  return { server, forge: new GitLabForge(client) };
}

function observed({ provider, headers, body }: FetchedDelivery) {
  const adapter = ciCatalog.find(({ id }) => id === provider);
  return adapter?.normalise({ headers, body }, { id: 's', provider, secrets: [] });
}

function valueOf<T>(answer: ForgeAnswer<T>): T {
  if (!answer.ok) throw new Error(`no value: ${answer.reason}`);
  return answer.value;
}

describe('GitLabForge', () => {
  it('finds a commit by its beginning, with the branch it is on', async () => {
    const { forge, server } = await gitlab();
    expect(valueOf(await forge.commit('acme/shop/api', '7f3a6ce'))).toEqual({
      kind: 'commit',
      provider: 'gitlab',
      repository: 'acme/shop/api',
      commit: SHA,
      branch: 'main',
      message: 'Retry payments',
      author: 'Robin',
      committedAt: AT,
      url: `${WEB}/-/commit/${SHA}`,
    });
    expect(server.asked[0]?.headers['private-token']).toBe('glpat-x');
  });

  it('gives pipelines and their jobs in the words of the webhook, so that the adapter reads them', async () => {
    const { forge, server } = await gitlab();
    const [run] = valueOf(await forge.runsOf('acme/shop/api', SHA));
    if (!run) throw new Error('no run');
    expect(server.asked[0]?.path).toContain(`sha=${SHA}`);
    expect(run).toMatchObject({ id: '812', settled: true, succeeded: false, createdAt: AT });
    const whole = {
      kind: 'build',
      provider: 'gitlab',
      repository: 'acme/shop/api',
      commit: SHA,
      branch: 'main',
      runId: '812',
      status: 'failure',
      runUrl: `${WEB}/-/pipelines/812`,
      finishedAt: LATER,
    };
    expect(observed(run.delivery)).toMatchObject({ observations: [whole] });
    const [pipeline] = valueOf(await forge.jobsOf('acme/shop/api', run));
    expect(pipeline && observed(pipeline)).toMatchObject({
      observations: [whole, { runId: '812', jobId: '1', jobName: 'image', status: 'failure' }],
    });
  });

  it('asks for the pipelines of a time', async () => {
    const { forge, server } = await gitlab();
    const time = { from: new Date(AT), to: new Date(LATER) };
    expect(valueOf(await forge.runsBetween('acme/shop/api', time, 2))).toMatchObject({ hasMore: false });
    const { searchParams } = new URL(server.asked[0]?.path ?? '', server.url);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      created_after: AT,
      created_before: LATER,
      page: '2',
    });
  });

  it('makes a webhook once', async () => {
    const { forge } = await gitlab();
    const hook = { url: 'https://pulltrace.acme.test/v1/hooks/gitlab', secret: 'shh' };
    expect(await forge.connect('acme/shop/api', hook)).toEqual({ ok: true, value: 'made' });
    expect(hooks).toEqual([
      {
        url: hook.url,
        token: 'shh',
        enable_ssl_verification: true,
        push_events: true,
        tag_push_events: true,
        pipeline_events: true,
        job_events: true,
      },
    ]);
    expect(await forge.connect('acme/shop/api', hook)).toEqual({ ok: true, value: 'was_there' });
  });

  it('asks again on condition', async () => {
    const { forge, server } = await gitlab();
    const first = await forge.runsOf('acme/shop/api', SHA);
    expect(await forge.runsOf('acme/shop/api', SHA)).toEqual(first);
    expect(server.asked.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([false, true]);
  });

  it.each([
    [() => ({ status: 401, body: {} }), 'denied'],
    [() => ({ status: 404, body: {} }), 'absent'],
    [() => ({ status: 429, headers: { 'retry-after': '30' }, body: {} }), 'rate_limited'],
    [() => ({ status: 502, body: {} }), 'forge_error'],
    [() => ({ body: undefined }), 'not_understood'],
    [() => ({ body: { message: 'no list' } }), 'not_understood'],
  ] as const)('knows nothing from %s: %s', async (route, reason) => {
    const { forge } = await gitlab([route]);
    expect(await forge.runsOf('acme/shop/api', SHA)).toMatchObject({ ok: false, reason });
  });
});
