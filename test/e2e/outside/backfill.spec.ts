import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../../libs/store/src/fixtures/test-store.js';
import { type ApiServer, type Route, startApiServer } from '../../support/forge/api-server.js';
import { githubRoutes } from '../../support/forge/github-answers.js';
import type { GitHubState } from '../../support/forge/github-state.js';
import { runCli } from '../../support/run-cli.js';

const SHA = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const daysAgo = (days: number) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;

const job = { name: 'image', steps: [['Build and push', 'failure']] as const };
const run = (id: number, days: number, conclusion: string) => ({
  id,
  sha: SHA,
  status: 'completed' as const,
  conclusion,
  createdAt: daysAgo(days),
  updatedAt: daysAgo(days),
  jobs: [job],
});

const github: GitHubState = {
  repository: 'acme/api',
  defaultBranch: 'main',
  commits: [],
  runs: [run(9_000_001, 1.5, 'success'), run(9_000_002, 2.5, 'failure'), run(9_000_003, 40, 'failure')],
  hooks: [],
  packages: {
    api: [{ id: 1, digest: DIGEST, tags: ['1.0.0'], createdAt: daysAgo(2), updatedAt: daysAgo(2) }],
  },
};

const tags: Route = (url) =>
  url.pathname === '/v2/shop/web/tags/list' ? { body: { name: 'shop/web', tags: ['1.0.0', '1.1.0'] } } : null;

describe('backfill', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'pulltrace-backfill-'));
  let store: TestStore;
  let api: ApiServer;
  let environment: Readonly<Record<string, string>>;
  let refuse = false;

  beforeAll(async () => {
    store = await openTestStore();
    const refusal: Route = () =>
      refuse ? { status: 429, headers: { 'retry-after': '60' }, body: { message: 'too many' } } : null;
    api = await startApiServer([refusal, tags, ...githubRoutes(github)]);
    const file = path.join(directory, 'pulltrace.yaml');
    writeFileSync(
      file,
      `registries:\n  - {host: "${api.host}", insecure: true}\ngithub: {baseUrl: "${api.url}", token: ghp_only-of-this-test}\n`,
    );
    environment = { DATABASE_URL: store.database.url, PULLTRACE_CONFIG: file };
  });
  afterAll(async () => {
    await store?.drop();
    await api?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const backfill = (...args: string[]) =>
    runCli(['backfill', '--repository', 'acme/api', ...args], environment);
  const kept = async () =>
    (await store.query<{ event: string }>('select event from delivery order by event')).map(
      ({ event }) => event,
    );

  it('fetches runs, jobs of those that failed, and packages, and covers the time', async () => {
    const { code, stdout, stderr } = await backfill('--since', '14d');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        '2 runs, 1 pushes and deletions, 0 tags; 5 deliveries are new and will be worked by a running worker.\n',
    });
    expect(stderr.split('\n').filter((line) => line.startsWith('github: acme/api'))).toHaveLength(14);
    expect(await kept()).toEqual([
      'package_versions',
      'package_versions',
      'workflow_job',
      'workflow_run',
      'workflow_run',
    ]);
    const [covered] = await store.query<{ days: number }>(
      "select count(*)::int as days from feed_activity where source = 'github' and repository = 'acme/api'",
    );
    expect(covered?.days).toBeGreaterThanOrEqual(14);
  });

  it('changes nothing when it is done again', async () => {
    const before = await kept();
    const { code, stdout } = await backfill('--since', '14d');
    expect(code).toBe(0);
    expect(stdout).toContain('; 0 deliveries are new');
    expect(await kept()).toEqual(before);
  });

  it('takes the tags of a registry, as what is there now', async () => {
    const { code, stdout } = await backfill('--since', '1h', '--image', `${api.host}/shop/web`);
    expect(code).toBe(0);
    expect(stdout).toContain('2 tags');
  });

  it('says what it could not have, and when to go on', async () => {
    refuse = true;
    const { code, stderr } = await backfill('--since', '2d', '--image', 'registry.acme.test/shop/api');
    refuse = false;
    expect(code).toBe(1);
    expect(stderr).toContain(
      'github does not tell the runs of acme/api: rate limited; it can be asked again at',
    );
    expect(stderr).toContain('registry.acme.test/shop/api does not tell its tags, or is not configured');
    expect(stderr).not.toContain('ghp_');
  });

  it.each([
    [['--since', 'yesterday'], 2, 'A duration is a whole number and a unit'],
    [['--image', 'not an image'], 2, 'An image repository is written like'],
  ])('refuses %j', async (args, code, says) => {
    const refused = await backfill(...args);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(says);
  });

  it('says when nobody is named to ask', async () => {
    const file = path.join(directory, 'empty.yaml');
    writeFileSync(file, 'sources: []\n');
    const { code, stderr } = await runCli(['backfill', '--repository', 'acme/api'], {
      ...environment,
      PULLTRACE_CONFIG: file,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('names nobody to ask');
  });
});
