import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HUB_TOKEN, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    configuration: `
trustedProxies: ["127.0.0.0/8", "::1"]
sources:
  - {id: near, provider: dockerhub, token: "${HUB_TOKEN}", addresses: ["127.0.0.1"]}
  - {id: far, provider: dockerhub, token: "${HUB_TOKEN}", addresses: ["203.0.113.0/24", "2001:db8::/32"]}
`,
  });
});
afterAll(() => server.stop());

const PUSH = { push_data: { tag: '1.8.3' }, repository: { repo_name: 'acme/api' } };

function deliver(source: string, forwarded?: string, token = HUB_TOKEN) {
  const sent = request(server.url).post(`/v1/hooks/${source}/${token}`);
  return (forwarded === undefined ? sent : sent.set('x-forwarded-for', forwarded)).send(PUSH);
}

describe('a source with addresses', () => {
  it('takes deliveries from these, and from nowhere else', async () => {
    await deliver('near').expect(202);
    expect((await deliver('far').expect(403)).body).toMatchObject({ code: 'forbidden' });
  });

  it.each(['203.0.113.7', '2001:db8::7', '::ffff:203.0.113.7', '198.51.100.1, 203.0.113.7'])(
    'believes a trusted proxy that says %s',
    async (forwarded) => {
      await deliver('far', forwarded).expect(202);
    },
  );

  it.each(['198.51.100.1', '203.0.113.7, 198.51.100.1', 'nonsense', '2001:db9::7'])(
    'refuses what comes from %s',
    async (forwarded) => {
      await deliver('far', forwarded).expect(403);
      await deliver('near', forwarded).expect(403);
    },
  );

  it('still wants the token', async () => {
    await deliver('near', undefined, 'a-wrong-token').expect(401);
  });
});
