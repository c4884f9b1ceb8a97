import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { githubSignature, workedDelivery } from '../support/deliveries.js';
import {
  GITHUB_SECRET,
  HUB_TOKEN,
  REGISTRY_SECRET,
  startTestServer,
  type TestServer,
} from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const PUSH = JSON.stringify({
  ref: 'refs/heads/main',
  after: '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d',
  repository: { full_name: 'acme/api' },
  commits: [{ id: '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d', message: 'Retry payments' }],
});

interface Sent {
  readonly source?: string;
  readonly body?: string | Buffer;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** A GitHub delivery, signed over the bytes as they are sent. */
function github({
  source = 'github',
  body = PUSH,
  secret = GITHUB_SECRET,
  headers = {},
  id = randomUUID(),
}: Sent = {}) {
  return request(server.url)
    .post(`/v1/hooks/${source}`)
    .set('content-type', 'application/json')
    .set('x-github-event', 'push')
    .set('x-github-delivery', id)
    .set('x-hub-signature-256', githubSignature(body, secret))
    .set(headers)
    .serialize((text: unknown) => text as string)
    .send(body as string);
}

describe('a signed delivery', () => {
  it('is committed, answered with 202 and worked', async () => {
    const id = randomUUID();
    const { body } = await github({ id }).expect(202);
    expect(body).toEqual({ id: expect.any(String), deliveryId: id, duplicate: false });
    expect(await workedDelivery(server, id)).toMatchObject({
      id: body.id,
      source: 'github',
      provider: 'github',
      event: 'push',
      signed: true,
      state: 'processed',
      observations: 1,
    });
  });

  it('is a duplicate the second time, with the id of the first', async () => {
    const id = randomUUID();
    const first = await github({ id }).expect(202);
    const second = await github({ id }).expect(202);
    expect(second.body).toEqual({ id: first.body.id, deliveryId: id, duplicate: true });
  });

  it('goes by the hash of its body where the sender has no id', async () => {
    const envelope = JSON.stringify({ events: [], nonce: randomUUID() });
    const send = () =>
      request(server.url)
        .post('/v1/hooks/registry')
        .set('content-type', 'application/vnd.docker.distribution.events.v2+json')
        .set('authorization', REGISTRY_SECRET)
        .send(envelope);
    expect((await send().expect(202)).body).toMatchObject({
      deliveryId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      duplicate: false,
    });
    expect((await send().expect(202)).body.duplicate).toBe(true);
  });

  it('verifies with either secret while one is rotated', async () => {
    await github({ source: 'rotating', secret: 'the-old-secret' }).expect(202);
    await github({ source: 'rotating', secret: 'the-new-secret' }).expect(202);
    await github({ source: 'rotating', secret: 'the-oldest-secret' }).expect(401);
  });

  it.each([
    'application/json',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'application/vnd.docker.distribution.events.v1+json',
    'text/plain',
    'multipart/form-data',
    'application/octet-stream; q="(',
    'nonsense',
    '',
  ])('is verified over its raw bytes as content type "%s"', async (type) => {
    const bytes = Buffer.concat([
      Buffer.from('{ "a" :\r\n\t"\u00e9\\u00e9"'),
      Buffer.from([0xff, 0x00]),
      Buffer.from('} \n'),
    ]);
    await github({ body: bytes, headers: { 'content-type': type } }).expect(202);
    await github({
      body: bytes,
      headers: { 'content-type': type, 'x-hub-signature-256': githubSignature('{}', GITHUB_SECRET) },
    }).expect(401);
  });

  it('is verified without any content type', async () => {
    const body = Buffer.from(PUSH);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        `${server.url}/v1/hooks/github`,
        {
          method: 'POST',
          headers: {
            'content-length': body.length,
            'x-github-event': 'push',
            'x-github-delivery': randomUUID(),
            'x-hub-signature-256': githubSignature(body, GITHUB_SECRET),
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject).end(body);
    });
    expect(status).toBe(202);
  });

  it.each([
    ['an event nobody reads', 'star', PUSH, 'unknown_event'],
    ['a ping', 'ping', '{"zen":"Design for failure."}', 'ping'],
    ['no JSON', 'push', '{"ref": ', 'unreadable_body'],
    ['no bytes at all', 'push', '', 'unreadable_body'],
    ['JSON of 10,000 levels', 'push', '['.repeat(10_000) + ']'.repeat(10_000), 'unreadable_body'],
  ])('is kept and ignored with the reason when it is %s', async (_what, event, body, reason) => {
    const id = randomUUID();
    await github({ id, body, headers: { 'x-github-event': event } }).expect(202);
    expect(await workedDelivery(server, id)).toMatchObject({ state: 'ignored', reason, observations: 0 });
  });

  it('is kept without credentials in its headers', async () => {
    const id = randomUUID();
    const secrets = {
      authorization: 'Bearer s3cret-one',
      cookie: 's3cret-two',
      'x-gitlab-token': 's3cret-three',
      'x-auth-token': 's3cret-four',
      'x-api-key': 's3cret-five',
    };
    const { body } = await github({
      id,
      headers: { ...secrets, 'user-agent': 'GitHub-Hookshot/044aadd' },
    }).expect(202);
    const detail = await request(server.url)
      .get(`/v1/deliveries/${body.id}`)
      .set('authorization', server.as.admin)
      .expect(200);
    expect(detail.body.headers).toMatchObject({
      'user-agent': 'GitHub-Hookshot/044aadd',
      'x-github-event': 'push',
    });
    expect(detail.body.body).toBe(PUSH);
    expect(JSON.stringify(detail.body)).not.toMatch(/s3cret|sha256=/);
  });
});

describe('a delivery that is not authentic', () => {
  it.each([
    ['no signature', { 'x-hub-signature-256': '' }],
    ['the signature of other bytes', { 'x-hub-signature-256': githubSignature(`${PUSH} `, GITHUB_SECRET) }],
    ['the signature of another secret', { 'x-hub-signature-256': githubSignature(PUSH, 'guess') }],
    ['the SHA-1 signature alone', { 'x-hub-signature-256': '', 'x-hub-signature': 'sha1=00' }],
  ])('is refused with %s', async (_what, headers) => {
    const id = randomUUID();
    const { body, headers: answered } = await github({ id, headers }).expect(401);
    expect(body).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(answered['content-type']).toMatch(/^application\/problem\+json/);
    const log = await request(server.url).get('/v1/deliveries').set('authorization', server.as.admin);
    expect(JSON.stringify(log.body)).not.toContain(id);
  });

  it('is refused for a source that does not exist', async () => {
    const { body } = await github({ source: 'nobody' }).expect(404);
    expect(body.code).toBe('unknown_source');
    expect((await github({ source: 'api' }).expect(404)).body.code).toBe('unknown_source');
  });
});

describe('a sender that cannot sign', () => {
  const hub = (path: string) =>
    request(server.url)
      .post(`/v1/hooks/${path}`)
      .send({ push_data: { tag: randomUUID() }, repository: { repo_name: 'acme/api' } });

  it('delivers with the token in its path and with nothing else', async () => {
    await hub(`hub/${HUB_TOKEN}`).expect(202);
    await hub('hub').expect(401);
    await hub('hub/wrong').expect(401);
    await hub(`hub/${HUB_TOKEN}x`).expect(401);
    await hub(`nobody/${HUB_TOKEN}`).expect(404);
  });

  it('is told apart from one that can', async () => {
    const { body } = await hub(`hub/${HUB_TOKEN}`).expect(202);
    expect(await workedDelivery(server, body.deliveryId)).toMatchObject({
      signed: false,
      state: 'processed',
    });
  });

  it('is no way around a signature', async () => {
    await github({ source: `github/${HUB_TOKEN}` }).expect(401);
    await github({ source: 'guarded' }).expect(401);
    await github({ source: `guarded/${HUB_TOKEN}` }).expect(202);
    await github({ source: `guarded/${HUB_TOKEN}`, secret: 'guess' }).expect(401);
  });
});

describe('a delivery over the limit of its source', () => {
  const LIMIT = 5 * 1024 * 1024;

  it('is refused by its announced length', async () => {
    const { body } = await request(server.url)
      .post('/v1/hooks/registry')
      .set('authorization', REGISTRY_SECRET)
      .send('x'.repeat(LIMIT + 1))
      .expect(413);
    expect(body.code).toBe('payload_too_large');
  });

  it('is refused while it arrives without an announced length', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        `${server.url}/v1/hooks/registry`,
        { method: 'POST', headers: { authorization: REGISTRY_SECRET, 'transfer-encoding': 'chunked' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      for (let sentBytes = 0; sentBytes <= LIMIT; sentBytes += 1 << 20) sent.write(Buffer.alloc(1 << 20));
      sent.end();
    });
    expect(status).toBe(413);
  });

  it('is taken up to it, and up to 25 MiB from GitHub', async () => {
    await request(server.url)
      .post('/v1/hooks/registry')
      .set('authorization', REGISTRY_SECRET)
      .send('x'.repeat(LIMIT))
      .expect(202);
    await github({ body: Buffer.alloc(6 * 1024 * 1024, 0x20) }).expect(202);
  });
});

describe('a burst', () => {
  it('loses nothing and keeps each delivery once', async () => {
    const ids = Array.from({ length: 100 }, () => randomUUID());
    const answers = await Promise.all(
      [...ids, ...ids].map((id) => github({ id, body: `{"id":"${id}"}` }).expect(202)),
    );
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(100);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(100);
  });
});
