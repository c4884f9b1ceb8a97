import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, silentLogger, startEmbeddedPostgres } from '#platform';
import { githubSignature, workedDelivery } from '../support/deliveries.js';
import { GITHUB_SECRET, startTestServer, type TestServer } from '../support/server.js';

let dataDir: string;
let postgres: EmbeddedPostgres;
let server: TestServer;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'pulltrace-away-'));
  postgres = await startEmbeddedPostgres({ dataDir, log: silentLogger });
  server = await startTestServer({ databaseUrl: postgres.url });
});

afterAll(async () => {
  await server?.stop();
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function deliver(id: string) {
  const body = `{"id":"${id}"}`;
  return request(server.url)
    .post('/v1/hooks/github')
    .set({ 'x-github-event': 'ping', 'x-github-delivery': id, 'content-type': 'application/json' })
    .set('x-hub-signature-256', githubSignature(body, GITHUB_SECRET))
    .send(body);
}

const get = (where: string) => request(server.url).get(where).set('authorization', server.as.admin);

describe('while the database is away', () => {
  it('nothing is acknowledged, every sender is told when to come back, and what was acknowledged is there afterwards', async () => {
    const before = randomUUID();
    await deliver(before).expect(202);
    await workedDelivery(server, before);
    const port = Number(new URL(postgres.url).port);
    await postgres.stop();

    const refused = randomUUID();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { body, headers } = await deliver(refused).expect(503);
      expect(body).toMatchObject({ status: 503, code: 'database_unavailable' });
      expect(headers['retry-after']).toMatch(/^\d+$/);
    }
    const report = { repository: 'acme/api', status: 'success', runId: '1' };
    const build = request(server.url).post('/v1/builds').set('authorization', server.as.ingest).send(report);
    expect((await build.expect(503)).headers['retry-after']).toBeDefined();
    for (const where of [
      '/v1/incidents',
      '/v1/trace?image=acme/api',
      '/v1/coverage',
      '/v1/deliveries',
      '/readyz',
    ]) {
      const { status, text } = await get(where);
      expect([where, status]).toEqual([where, 503]);
      expect(text).not.toMatch(/postgres|ECONN|password|pulltrace_/i);
    }
    await request(server.url).get('/healthz').expect(200);

    postgres = await startEmbeddedPostgres({ dataDir, log: silentLogger, port });
    await get('/readyz').expect(200);
    expect((await deliver(before).expect(202)).body.duplicate).toBe(true);
    expect((await deliver(refused).expect(202)).body.duplicate).toBe(false);
    expect(await workedDelivery(server, refused)).toMatchObject({ state: 'ignored', reason: 'ping' });
  });
});
