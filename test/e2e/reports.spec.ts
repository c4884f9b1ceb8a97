import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MAX_BATCH } from '#contract';
import { workedDelivery } from '../support/deliveries.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const COMMIT = '5d21c8e47fb60a93c1d2e3f405162738495a6b7c';
const build = (more: object = {}) => ({
  repository: 'acme/web',
  commit: COMMIT,
  status: 'success',
  runId: randomUUID(),
  ...more,
});
const push = (more: object = {}) => ({
  repository: 'registry.acme.test/shop/web',
  tag: randomUUID(),
  ...more,
});
const failure = (more: object = {}) => ({
  cluster: 'prod-1',
  namespace: 'shop',
  pod: `web-${randomUUID()}`,
  container: 'web',
  image: 'registry.acme.test/shop/web:v1.4.2',
  reason: 'ErrImagePull',
  message: 'manifest unknown',
  ...more,
});

const post = (path: string) => request(server.url).post(path).set('authorization', server.as.ingest);

describe('POST /v1/builds, /v1/pushes and /v1/expectations', () => {
  it.each([
    ['/v1/builds', build(), 'builds', 1],
    ['/v1/builds', [build(), build({ runId: 812, runAttempt: 2 })], 'builds', 2],
    ['/v1/pushes', push(), 'pushes', 1],
    ['/v1/pushes', [push({ kind: 'delete', rule: 'keep-10' })], 'pushes', 1],
    ['/v1/expectations', { repository: 'acme/web', commit: COMMIT, images: [push()] }, 'expectations', 1],
  ])('%s keeps %j and works it', async (path, body, event, observations) => {
    const answer = await post(path).send(body).expect(202);
    expect(answer.body).toMatchObject({ deliveryId: expect.stringMatching(/^sha256:/), duplicate: false });
    expect(await workedDelivery(server, answer.body.deliveryId)).toMatchObject({
      source: 'api',
      provider: 'api',
      event,
      signed: true,
      state: 'processed',
      observations,
    });
  });

  it('takes the same report once, however it is written', async () => {
    const report = build();
    const first = await post('/v1/builds').send(report).expect(202);
    const shuffled = Object.fromEntries(Object.entries({ ...report, branch: null }).reverse());
    const second = await post('/v1/builds')
      .send(`[ ${JSON.stringify(shuffled)} ]`)
      .set('content-type', 'application/json')
      .expect(202);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
  });

  it('honours an Idempotency-Key and refuses it with another body', async () => {
    const key = randomUUID();
    const report = build();
    const send = (path: string, body: object) => post(path).set('idempotency-key', key).send(body);
    const first = await send('/v1/builds', report).expect(202);
    expect(first.body).toMatchObject({ deliveryId: `key:builds:${key}`, duplicate: false });
    expect((await send('/v1/builds', report).expect(202)).body.duplicate).toBe(true);
    expect((await send('/v1/builds', build()).expect(422)).body.code).toBe('conflict');
    expect((await send('/v1/pushes', push()).expect(202)).body.duplicate).toBe(false);
    await post('/v1/builds').set('idempotency-key', 'two words').send(report).expect(400);
    await post('/v1/builds').set('idempotency-key', 'x'.repeat(201)).send(report).expect(400);
  });

  it.each([
    [build({ status: 'succes' }), 'status'],
    [build({ commit: '5d21c8e' }), 'commit'],
    [build({ runUrl: 'javascript:alert(1)' }), 'runUrl'],
    [build({ repository: undefined }), 'repository'],
    [build({ images: [{ repository: 'x', tag: 'not a tag' }] }), 'images[0].tag'],
    ['text', ''],
    [7, ''],
    [null, ''],
  ])('names the field of %j', async (body, field) => {
    const answer = await post('/v1/builds')
      .set('content-type', 'application/json')
      .send(JSON.stringify([build(), body]))
      .expect(422);
    expect(answer.body).toMatchObject({ status: 422, code: 'invalid_body' });
    expect(answer.body.errors[0].field).toBe(field === '' ? '[1]' : `[1].${field}`);
  });

  it.each([
    ['/v1/pushes', { repository: 'registry.acme.test/shop/web' }, 'tag'],
    ['/v1/pushes', push({ digest: 'sha256:short' }), 'digest'],
    ['/v1/expectations', { repository: 'acme/web' }, 'images'],
    ['/v1/builds', [], ''],
  ])('%s refuses %j', async (path, body, field) => {
    const answer = await post(path).send(body).expect(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('refuses a batch that is too large', async () => {
    const many = Array.from({ length: MAX_BATCH + 1 }, () => push({ tag: 'x' }));
    await post('/v1/pushes').send(many.slice(1)).expect(202);
    const answer = await post('/v1/pushes').send(many).expect(422);
    expect(answer.body.errors[0].message).toContain(String(MAX_BATCH));
  });

  it('keeps no field that it does not know', async () => {
    const answer = await post('/v1/builds')
      .set('content-type', 'application/json')
      .send(
        `{"repository":"acme/web","status":"success","runId":"${randomUUID()}","__proto__":{"polluted":true},"extra":1}`,
      )
      .expect(202);
    const detail = await request(server.url)
      .get(`/v1/deliveries/${answer.body.id}`)
      .set('authorization', server.as.admin);
    expect(detail.body.body).not.toMatch(/polluted|extra/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('POST /v1/failures', () => {
  it('takes one, an array or NDJSON, failures and recoveries', async () => {
    expect((await post('/v1/failures').send(failure()).expect(202)).body).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [],
    });
    const array = [failure(), failure({ kind: 'recovery' })];
    expect((await post('/v1/failures').send(array).expect(202)).body.accepted).toBe(2);
    const lines = `${JSON.stringify(failure())}\n\n${JSON.stringify(failure())}\r\n`;
    for (const type of ['application/x-ndjson', 'application/x-ndjson; charset=utf-8', 'application/jsonl']) {
      const answer = await post('/v1/failures')
        .set('content-type', type)
        .send(lines.replaceAll('web-', `web-${randomUUID()}`))
        .expect(202);
      expect(answer.body.accepted).toBe(2);
    }
  });

  it('takes the heartbeat of an agent, which makes coverage of its cluster', async () => {
    const cluster = `prod-${randomUUID()}`;
    const heartbeat = { kind: 'heartbeat', cluster, occurredAt: new Date().toISOString(), clockSkewMs: -120 };
    const answer = await post('/v1/failures')
      .send([heartbeat, failure({ cluster })])
      .expect(202);
    expect(answer.body).toMatchObject({ accepted: 2, rejected: [] });
    const covered = async () => {
      const { body } = await request(server.url).get('/v1/coverage').set('authorization', server.as.read);
      return body.feeds.map(({ repository }: { repository: string }) => repository);
    };
    await vi.waitFor(async () => expect(await covered()).toContain(cluster), { timeout: 20_000 });
    const bad = await post('/v1/failures').send({ kind: 'heartbeat', knownSince: 'yesterday' }).expect(422);
    expect(bad.body.errors[0].message).toMatch(/cluster.*knownSince/);
  });

  it('takes the good ones and says which are not', async () => {
    const lines = [
      JSON.stringify(failure()),
      '{"cluster": ',
      JSON.stringify(failure({ image: '' })),
      JSON.stringify(failure()),
    ];
    const answer = await post('/v1/failures')
      .set('content-type', 'application/x-ndjson')
      .send(lines.join('\n'))
      .expect(202);
    expect(answer.body).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 1, code: 'not_json', detail: expect.stringContaining('JSON') },
        { index: 2, code: 'invalid', detail: expect.stringContaining('image') },
      ],
    });
  });

  it('answers 422 when none is good', async () => {
    const answer = await post('/v1/failures')
      .send([failure({ image: 7 }), {}])
      .expect(422);
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(['[0]', '[1]']);
    await post('/v1/failures').send([]).expect(422);
    await post('/v1/failures').set('content-type', 'application/x-ndjson').send('\n\n').expect(422);
    const many = Array.from({ length: MAX_BATCH + 1 }, () => '{}').join('\n');
    await post('/v1/failures').set('content-type', 'application/x-ndjson').send(many).expect(422);
  });

  it('takes texts that a database cannot hold', async () => {
    const hostile = failure({ message: 'a\u0000b\ud800c\u202e', namespace: "'; drop table incident; --" });
    const { body } = await post('/v1/failures').send(hostile).expect(202);
    expect(body.accepted).toBe(1);
    const log = await request(server.url).get('/v1/deliveries?limit=1').set('authorization', server.as.admin);
    const [newest] = log.body.items;
    expect(await workedDelivery(server, newest.deliveryId)).toMatchObject({
      state: 'processed',
      observations: 1,
    });
  });

  it('counts a repeated batch as duplicates', async () => {
    const batch = [failure(), failure()];
    await post('/v1/failures').send(batch).expect(202);
    expect((await post('/v1/failures').send(batch).expect(202)).body).toEqual({
      accepted: 0,
      duplicates: 2,
      rejected: [],
    });
  });
});

describe.each([
  ['/v1/builds', build],
  ['/v1/failures', failure],
])('the body of %s', (path, report) => {
  const LIMIT = 5 * 1024 * 1024;
  const send = (body: Buffer | string, headers: Record<string, string> = {}) =>
    post(path)
      .set('content-type', 'application/json')
      .set(headers)
      .serialize((given: unknown) => given as string)
      .send(body as string);

  it('may be gzipped', async () => {
    await send(gzipSync(JSON.stringify(report())), { 'content-encoding': 'gzip' }).expect(202);
  });

  it.each([
    ['no JSON', '{"repository":', 400, 'bad_request'],
    ['empty', '', 400, 'bad_request'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'bad_request'],
    ['JSON of 10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400, 'bad_request'],
    ['larger than the limit', ' '.repeat(LIMIT + 1), 413, 'payload_too_large'],
  ])('is refused when it is %s', async (_what, body, status, code) => {
    expect((await send(body).expect(status)).body).toMatchObject({ status, code });
  });

  it.each([
    ['a bomb', gzipSync(Buffer.alloc(LIMIT * 10)), 'gzip', 413, 'payload_too_large'],
    ['no gzip', Buffer.from('{}'), 'gzip', 400, 'bad_request'],
    ['cut off', gzipSync('{}').subarray(0, 10), 'gzip', 400, 'bad_request'],
    ['in a coding that is not read', Buffer.from('{}'), 'br', 415, 'unsupported_media_type'],
  ])('is refused when its coding is %s', async (_what, body, coding, status, code) => {
    expect((await send(body, { 'content-encoding': coding }).expect(status)).body).toMatchObject({
      status,
      code,
    });
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', ''])(
    'is refused as content type "%s"',
    async (type) => {
      const answer = await send(JSON.stringify(report()), { 'content-type': type }).expect(415);
      expect(answer.body.detail).toContain('application/json');
      expect(answer.headers['accept']).toBe('application/json');
    },
  );

  it('is not read before the token is', async () => {
    const anonymous = await request(server.url)
      .post(path)
      .set('content-type', 'application/json')
      .send('{')
      .expect(401);
    expect(anonymous.headers['www-authenticate']).toBe('Bearer realm="pulltrace"');
    const unknown = await send('{', { authorization: 'Bearer pt_ingest_unknown' }).expect(401);
    expect(unknown.headers['www-authenticate']).toContain('invalid_token');
    const narrow = await send('{', { authorization: server.as.read }).expect(403);
    expect(narrow.headers['www-authenticate']).toContain('insufficient_scope');
    await send(JSON.stringify(report()), { authorization: server.as.admin }).expect(202);
  });
});
