import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommitReport, Incident, IncidentPage, Timeline, Trace, VerdictHistory } from '#contract';
import { startTestServer, type TestServer } from '../support/server.js';

const REPOSITORY = 'acme/api';
const IMAGE = 'ghcr.io/acme/api';
const BROKEN = '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a';
const GOOD = '1c9d3e04b7a6958877665544332211009f8e7d6c';
const NOW = Date.now();
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

let server: TestServer;
let incident: Incident;

const get = (path: string) => request(server.url).get(path).set('authorization', server.as.read);
const post = (path: string, body: object) =>
  request(server.url).post(path).set('authorization', server.as.ingest).send(body).expect(202);

/** A commit whose build fails, after one whose build pushed; then pods of two clusters ask for it. */
async function tellStory(): Promise<void> {
  const run = { repository: REPOSITORY, workflow: 'image', branch: 'main' };
  await post('/v1/builds', [
    {
      ...run,
      commit: GOOD,
      runId: '810',
      runNumber: 810,
      status: 'success',
      finishedAt: ago(300),
      images: [{ repository: IMAGE, tag: GOOD.slice(0, 7) }],
    },
    {
      ...run,
      commit: BROKEN,
      runId: '812',
      runNumber: 812,
      status: 'failure',
      finishedAt: ago(10),
      runUrl: 'https://ci.acme.test/812',
      images: [{ repository: IMAGE, tag: BROKEN.slice(0, 7) }],
    },
    {
      ...run,
      commit: BROKEN,
      runId: '812',
      runNumber: 812,
      jobId: '9',
      jobName: 'docker',
      status: 'failure',
      finishedAt: ago(10),
      steps: [
        { name: 'Test', status: 'success' },
        { name: 'Build and push', status: 'failure' },
      ],
    },
  ]);
  await post('/v1/pushes', {
    repository: IMAGE,
    tag: GOOD.slice(0, 7),
    sourceRepository: REPOSITORY,
    occurredAt: ago(299),
  });
  const failing = (cluster: string) => ({
    cluster,
    namespace: 'shop',
    pod: 'api-1',
    container: 'api',
    workload: { kind: 'Deployment', name: 'api' },
    image: `${IMAGE}:${BROKEN.slice(0, 7)}`,
    reason: 'ErrImagePull',
    message: `${IMAGE}:${BROKEN.slice(0, 7)}: not found`,
    firstSeenAt: ago(5),
    lastSeenAt: ago(1),
  });
  await post('/v1/failures', [failing('prod-1'), failing('prod-2')]);
}

/** The incident once it is decided. */
async function decided(): Promise<Incident> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const page = IncidentPage.parse((await get('/v1/incidents').expect(200)).body);
    const [found] = page.items;
    if (found?.verdict?.cause === 'build_failed' && found.scope.clusters.length === 2) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the incident was not decided; the log says: ${server.log.join('')}`);
}

beforeAll(async () => {
  server = await startTestServer();
  await tellStory();
  incident = await decided();
});
afterAll(() => server.stop());

describe('GET /v1/incidents', () => {
  it('tells one incident for all pods, with the commit and the step that broke it', () => {
    expect(incident).toMatchObject({
      state: 'open',
      image: { repository: IMAGE, tag: BROKEN.slice(0, 7) },
      error: { class: 'not_found' },
      scope: { clusters: ['prod-1', 'prod-2'], namespaces: ['shop'], pods: 2 },
      verdict: {
        cause: 'build_failed',
        commit: { sha: BROKEN, repository: REPOSITORY, role: 'cause' },
        build: { id: '812', failedJob: 'docker', failedStep: 'Build and push' },
      },
    });
  });

  it.each([
    ['state=open', 1],
    ['state=resolved', 0],
    ['cause=build_failed', 1],
    ['cause=tag_deleted', 0],
    ['class=not_found', 1],
    ['cluster=prod-2', 1],
    ['cluster=prod-3', 0],
    ['namespace=shop', 1],
    [`image=${encodeURIComponent(`${IMAGE}:${BROKEN.slice(0, 7)}`)}`, 1],
    [`image=${encodeURIComponent(`${IMAGE}:other`)}`, 0],
    [`commit=${BROKEN}`, 1],
    [`commit=${BROKEN.slice(0, 8).toUpperCase()}`, 1],
    [`commit=${GOOD}`, 0],
    [`repository=${encodeURIComponent(IMAGE)}`, 1],
    [`repository=${encodeURIComponent(REPOSITORY)}`, 1],
    ['repository=acme%2Fother', 0],
    ['since=2020-01-01T00:00:00%2B02:00', 1],
    ['since=2999-01-01T00:00:00Z', 0],
  ])('filters by %s', async (query, count) => {
    expect((await get(`/v1/incidents?${query}`).expect(200)).body.items).toHaveLength(count);
  });

  it.each([
    ['state=half', 'state'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['since=yesterday', 'since'],
    ['commit=xyz', 'commit'],
    ['state=open&state=resolved', 'state'],
    [`cause=${'x'.repeat(100)}`, 'cause'],
  ])('refuses %s', async (query, field) => {
    const { body } = await get(`/v1/incidents?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'invalid_query', errors: [{ field }] });
  });

  it('pages, and reads a broken cursor as the first page', async () => {
    const page = IncidentPage.parse((await get('/v1/incidents?limit=1').expect(200)).body);
    expect(page.items).toHaveLength(1);
    expect(page.nextCursor).toBeNull();
    await get('/v1/incidents?cursor=%27%3B--').expect(200);
  });
});

describe('GET /v1/incidents/{id}', () => {
  it('answers the incident, its verdicts and its timeline', async () => {
    expect(Incident.parse((await get(`/v1/incidents/${incident.id}`).expect(200)).body).id).toBe(incident.id);
    const verdicts = VerdictHistory.parse(
      (await get(`/v1/incidents/${incident.id}/verdicts`).expect(200)).body,
    );
    expect(verdicts.items[0]?.version).toBe(verdicts.items.length);
    const timeline = Timeline.parse((await get(`/v1/incidents/${incident.id}/timeline`).expect(200)).body);
    const kinds = timeline.items.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['build', 'failure', 'verdict']));
    expect([...timeline.items].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ at }) => at)).toEqual(
      timeline.items.map(({ at }) => at),
    );
  });

  it.each(['nonsense', '00000000-0000-7000-8000-000000000000', "'%20or%201=1", '%00', 'x'.repeat(600)])(
    'knows no incident "%s"',
    async (id) => {
      for (const path of ['', '/verdicts', '/timeline']) {
        const { body, status } = await get(`/v1/incidents/${id}${path}`);
        expect([400, 404]).toContain(status);
        expect(body.status).toBe(status);
      }
    },
  );
});

describe('GET /v1/trace', () => {
  const trace = async (image: string, more = '') =>
    Trace.parse((await get(`/v1/trace?image=${encodeURIComponent(image)}${more}`).expect(200)).body);

  it('gives the verdict of the open incident', async () => {
    const answer = await trace(`${IMAGE}:${BROKEN.slice(0, 7)}`);
    expect(answer).toMatchObject({
      state: 'missing',
      incidents: [incident.id],
      verdict: { cause: 'build_failed' },
    });
    expect((await trace(`${IMAGE}:${BROKEN.slice(0, 7)}`, '&cluster=prod-3')).incidents).toEqual([]);
  });

  it('says who made an image that is there', async () => {
    const answer = await trace(`${IMAGE}:${GOOD.slice(0, 7)}`);
    expect(answer).toMatchObject({ state: 'available', verdict: null, commit: { sha: GOOD }, incidents: [] });
  });

  it('does not guess about an image it knows nothing of', async () => {
    expect(await trace('registry.acme.test/unheard/of:1.0')).toMatchObject({
      state: 'unknown',
      verdict: { level: 'unknown' },
    });
  });

  it.each(['', '?image=', '?image=acme%2FUPPER', '?image=a%3Ab%3Ac', `?image=${'a'.repeat(5000)}`])(
    'refuses "%s"',
    async (query) => {
      const { body } = await get(`/v1/trace${query}`).expect(400);
      expect(body).toMatchObject({ code: 'invalid_query', errors: [{ field: 'image' }] });
    },
  );
});

describe('GET /v1/commits/{sha}/report', () => {
  it('comes as JSON, Markdown or HTML, as the caller accepts', async () => {
    const report = get(`/v1/commits/${BROKEN}/report`);
    expect(CommitReport.parse((await report.expect(200)).body)).toMatchObject({
      commit: { sha: BROKEN },
      incidents: [{ id: incident.id }],
    });
    const markdown = await get(`/v1/commits/${BROKEN.slice(0, 7)}/report`)
      .set('accept', 'text/markdown')
      .expect(200);
    expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toContain('`Deployment/api`');
    const page = await get(`/v1/commits/${BROKEN}/report`).set('accept', 'text/html, */*;q=0.1').expect(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['vary']).toBe('accept');
    expect(page.text).toContain('<bdi>Deployment/api</bdi>');
  });

  it('says which formats there are', async () => {
    const { body } = await get(`/v1/commits/${BROKEN}/report`).set('accept', 'image/png').expect(406);
    expect(body.code).toBe('not_acceptable');
  });

  it('asks for more digits when several commits start alike', async () => {
    const alike = ['aaaaaaa1', 'aaaaaaa2'].map((start) => start.padEnd(40, '0'));
    for (const commit of alike)
      await post('/v1/builds', { repository: REPOSITORY, commit, status: 'success', runId: commit });
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { status, body } = await get('/v1/commits/aaaaaaa/report');
      if (status === 409) {
        expect(body).toMatchObject({ code: 'ambiguous_commit', candidates: alike });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('both commits should be known by now');
  });

  it.each([
    ['abcdef', 400],
    ['not-hex-at-all', 400],
    ['0123456789', 404],
  ])('answers %s with %i', async (sha, status) => {
    await get(`/v1/commits/${sha}/report`).expect(status);
  });
});

describe('who may ask', () => {
  it.each([
    '/v1/incidents',
    '/v1/incidents/x',
    '/v1/trace?image=x',
    `/v1/commits/${BROKEN}/report`,
    '/v1/coverage',
    '/v1/doctor',
  ])('GET %s needs the scope read', async (path) => {
    await request(server.url).get(path).expect(401);
    await request(server.url).get(path).set('authorization', 'Basic cm9iaW46eA==').expect(401);
    await request(server.url).get(path).set('authorization', `${server.as.read}x`).expect(401);
    const { body } = await request(server.url).get(path).set('authorization', server.as.ingest).expect(403);
    expect(body.code).toBe('forbidden');
    const { status } = await request(server.url).get(path).set('authorization', server.as.admin);
    expect([200, 404]).toContain(status);
  });
});
