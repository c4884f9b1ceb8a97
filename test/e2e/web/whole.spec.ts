import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.js';
import { inBrowser, NO_BROWSER, type Stage, startStage } from './browser.js';
import { apiOf } from './page-server.js';

const SHA = '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d';
const IMAGE = 'registry.acme.test/shop/api:7f3a6ce';
const RUN = 'https://git.acme.test/acme/api/runs/812';
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const BUILD = {
  provider: 'github',
  repository: 'acme/api',
  commit: SHA,
  branch: 'main',
  workflow: 'image',
  runId: '812',
  runNumber: 812,
  runUrl: RUN,
  jobId: '1',
  jobName: 'docker',
  status: 'failure',
  startedAt: minutesAgo(14),
  finishedAt: minutesAgo(10),
  steps: [
    { name: 'Checkout', status: 'success' },
    { name: 'Build and push', status: 'failure' },
  ],
  images: [{ repository: 'registry.acme.test/shop/api', tag: '7f3a6ce' }],
};

const FAILURE = {
  cluster: 'prod-eu',
  namespace: 'shop',
  pod: 'api-6c9f7d5b8-x2x4z',
  container: 'api',
  workload: { kind: 'Deployment', name: 'api' },
  image: IMAGE,
  reason: 'ErrImagePull',
  message: `rpc error: code = NotFound desc = failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
  firstSeenAt: minutesAgo(8),
  lastSeenAt: minutesAgo(1),
};

describe.skipIf(NO_BROWSER)(inBrowser('the page before the real server'), () => {
  let stage: Stage;
  let server: TestServer;
  beforeAll(async () => {
    [stage, server] = await Promise.all([startStage(), startTestServer()]);
  });
  afterAll(async () => {
    await stage.stop();
    await server.stop();
  });

  const report = async (path: string, body: object) => {
    const headers = { authorization: server.as.ingest, 'content-type': 'application/json' };
    const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(202);
  };

  it('shows a failed pull with its build within its own refreshes', async () => {
    const token = server.as.read.replace('Bearer ', '');
    const { page, mistakes } = await stage.visit(`/#token=${token}`, apiOf(server.url), { clock: 'real' });
    await page.getByRole('heading', { name: 'Nobody reports failures yet' }).waitFor();
    await report('/v1/builds', BUILD);
    await report('/v1/failures', FAILURE);
    await page.getByRole('link', { name: 'failed in job docker, step Build and push' }).click();
    const steps = page.getByRole('list', { name: 'From commit to pull' }).getByRole('listitem');
    await steps.filter({ hasText: 'broke here' }).filter({ hasText: 'took 4 min' }).waitFor();
    expect(await steps.count()).toBe(4);
    await steps.getByRole('link', { name: '7f3a6ce', exact: true }).click();
    await page.getByRole('table', { name: 'Builds' }).getByText('Build and push').waitFor();
    await page.getByRole('searchbox').fill(IMAGE);
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('Missing', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Coverage' }).click();
    await page.getByRole('table', { name: 'Covered time' }).getByText('acme/api').waitFor();
    expect(mistakes).toEqual([]);
  });
});
