import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Coverage, DeliveryDetail, DeliveryPage, DoctorReport, Problem, Readiness, ROUTES } from '#contract';
import { githubSignature, workedDelivery } from '../support/deliveries.js';
import { GITHUB_SECRET, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const get = (path: string, as: 'read' | 'admin' = 'admin') =>
  request(server.url).get(path).set('authorization', server.as[as]);

async function deliver(event: string): Promise<string> {
  const id = randomUUID();
  const body = JSON.stringify({ zen: 'Keep it logically awesome.', id });
  await request(server.url)
    .post('/v1/hooks/github')
    .set({ 'x-github-event': event, 'x-github-delivery': id, 'content-type': 'application/json' })
    .set('x-hub-signature-256', githubSignature(body, GITHUB_SECRET))
    .send(body)
    .expect(202);
  return id;
}

describe('the inbound log', () => {
  it('lists deliveries newest first, by source and state, page by page', async () => {
    const ids = [await deliver('ping'), await deliver('ping'), await deliver('ping')];
    for (const id of ids) await workedDelivery(server, id);
    const listed: string[] = [];
    let query = '/v1/deliveries?limit=2&source=github&state=ignored';
    for (;;) {
      const page = DeliveryPage.parse((await get(query).expect(200)).body);
      expect(page.items.length).toBeLessThanOrEqual(2);
      listed.push(...page.items.map(({ deliveryId }) => deliveryId));
      if (page.nextCursor === null) break;
      query = `/v1/deliveries?limit=2&source=github&state=ignored&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(listed).toEqual([...ids].reverse());
    expect((await get('/v1/deliveries?source=nobody').expect(200)).body.items).toEqual([]);
    await get('/v1/deliveries?state=lost').expect(400);
  });

  it('shows one with headers and body, and works it again', async () => {
    const { id } = await workedDelivery(server, await deliver('ping'));
    const detail = DeliveryDetail.parse((await get(`/v1/deliveries/${id}`).expect(200)).body);
    expect(detail).toMatchObject({ id, state: 'ignored', reason: 'ping', event: 'ping' });
    expect(JSON.parse(detail.body)).toMatchObject({ id: detail.deliveryId });
    const again = await request(server.url)
      .post(`/v1/deliveries/${id}/redeliver`)
      .set('authorization', server.as.admin)
      .expect(202);
    expect(again.body).toEqual({ id, deliveryId: detail.deliveryId, duplicate: true });
    expect(await workedDelivery(server, detail.deliveryId)).toMatchObject({ id, state: 'ignored' });
  });

  it('knows nothing of others', async () => {
    for (const id of ['nonsense', '00000000-0000-7000-8000-000000000000']) {
      await get(`/v1/deliveries/${id}`).expect(404);
      await request(server.url)
        .post(`/v1/deliveries/${id}/redeliver`)
        .set('authorization', server.as.admin)
        .expect(404);
    }
  });

  it('is for the scope admin only', async () => {
    for (const path of ['/v1/deliveries', `/v1/deliveries/${randomUUID()}`]) {
      await request(server.url).get(path).expect(401);
      await get(path, 'read').expect(403);
    }
    const redeliver = request(server.url).post(`/v1/deliveries/${randomUUID()}/redeliver`);
    await redeliver.set('authorization', server.as.read).expect(403);
  });
});

describe('coverage and doctor', () => {
  it('name the feeds that are missing and the sources that are silent', async () => {
    const coverage = Coverage.parse((await get('/v1/coverage', 'read').expect(200)).body);
    expect(coverage.missing.map(({ feed }) => feed)).toEqual(['commits', 'builds', 'pushes', 'failures']);
    expect(coverage.sources.find(({ id }) => id === 'registry')).toMatchObject({
      provider: 'distribution',
      path: '/v1/hooks/registry',
      lastDeliveryAt: null,
      deliveries: 0,
    });
    const report = DoctorReport.parse((await get('/v1/doctor', 'read').expect(200)).body);
    expect(report.healthy).toBe(true);
    const byName = new Map(report.checks.map((check) => [check.name, check]));
    expect(byName.get('database')?.status).toBe('ok');
    expect(byName.get('queue')?.status).toBe('ok');
    expect(byName.get('feed failures')).toMatchObject({
      status: 'warning',
      hint: expect.stringContaining('agent'),
    });
    expect(byName.get('silent sources')?.detail).toContain('registry');
    expect(byName.get('source github')?.status).toBe('ok');
  });
});

describe('the process', () => {
  it('answers probes without a token', async () => {
    await request(server.url).get('/healthz').expect(200, { status: 'ok' });
    const { body } = await request(server.url).get('/readyz').expect(200);
    expect(Readiness.parse(body)).toEqual({ status: 'ready', database: 'ok', queue: 'ok' });
  });

  it('sends the same security headers and a request id with every answer', async () => {
    for (const path of ['/healthz', '/v1/incidents', '/v1/nowhere', '/docs', '/', '/%zz']) {
      const { headers } = await request(server.url).get(path);
      expect(headers['content-security-policy'], path).toMatch(
        /^default-src 'self'; .*frame-ancestors 'none'/,
      );
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['referrer-policy'], path).toBe('no-referrer');
      expect(headers['x-request-id'], path).toMatch(/^[\w.-]{1,64}$/);
    }
  });

  it('keeps a plain request id of the caller and no other', async () => {
    const given = async (id: string) =>
      (await request(server.url).get('/healthz').set('x-request-id', id)).headers['x-request-id'];
    expect(await given('trace-7.a_b')).toBe('trace-7.a_b');
    expect(await given('forged" level="error')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await given('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['GET', '/v1/nowhere', 404, 'not_found'],
    ['GET', '/v1', 404, 'not_found'],
    ['POST', '/v1/incidents', 405, 'method_not_allowed'],
    ['DELETE', '/v1/incidents/x', 405, 'method_not_allowed'],
    ['GET', '/v1/hooks/github', 405, 'method_not_allowed'],
    ['PUT', '/v1/builds', 405, 'method_not_allowed'],
    ['GET', '/v1/incidents/%', 400, 'bad_request'],
    ['GET', '/v1/incidents/a%00b', 400, 'bad_request'],
    ['GET', '/v1/incidents/../../etc/passwd', 404, 'not_found'],
  ])('%s %s is a problem with the status %i', async (method, path, status, code) => {
    const response = await request(server.url)
      [method.toLowerCase() as 'get'](path)
      .set('authorization', server.as.admin);
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Problem.parse(response.body)).toMatchObject({
      status,
      code,
      instance: expect.stringContaining('request'),
    });
    if (status === 405) expect(response.headers['allow']).toMatch(/^(GET, HEAD|POST)$/);
  });
});

describe('the description of the API', () => {
  it('is served, and every operation in it exists and asks for what it says', async () => {
    const { body: document } = await request(server.url).get('/openapi.json').expect(200);
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Pulltrace' } });
    for (const route of ROUTES) {
      const path = route.path.replace('{source}', 'github').replace(/\{\w+\}/g, 'deadbeef');
      const response = await request(server.url)[route.method](path);
      const secured = route.access !== 'open';
      expect([route.operation, response.status]).toEqual([route.operation, secured ? 401 : 200]);
      expect(document.paths[route.path][route.method].operationId).toBe(route.operation);
    }
  });

  it('can be read without anything from elsewhere', async () => {
    const page = await request(server.url).get('/docs').expect(200);
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).toMatch(/^\/docs\//);
      await request(server.url).get(asset).expect(200);
    }
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  });
});
