import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.js';

const AUDIENCE = 'https://pulltrace.acme.test';
const SHA = '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d';
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };

/** The issuer's published keys, in the place of GitHub's and GitLab's. */
let issuer: Server;
let asked = 0;
let address: string;
let server: TestServer;

beforeAll(async () => {
  issuer = createServer((incoming, response) => {
    asked += 1;
    const known = ['/github/.well-known/jwks', '/gitlab/oauth/discovery/keys'].includes(incoming.url ?? '');
    response.writeHead(known ? 200 : 404).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  server = await startTestServer({
    configuration: `
jobTokens:
  - {provider: github, issuer: "${address}/github/", audience: "${AUDIENCE}", repositories: ["acme/*"], allowPrivate: true}
  - {provider: gitlab, issuer: "${address}/gitlab", audience: "${AUDIENCE}", repositories: [shop/web/api], allowPrivate: true}
`,
  });
});
afterAll(async () => {
  await server?.stop();
  issuer?.close();
});

interface Minted {
  readonly iss?: string;
  readonly aud?: string;
  readonly exp?: string;
  readonly key?: KeyObject;
  readonly kid?: string;
  readonly claims?: Record<string, unknown>;
}

function token({
  iss = `${address}/github`,
  aud = AUDIENCE,
  exp = '5m',
  key = ours.privateKey,
  kid = 'k1',
  claims,
}: Minted = {}) {
  return new SignJWT({ repository: 'acme/api', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(exp)
    .sign(key);
}

const report = (repository = 'acme/api') => ({
  repository,
  commit: SHA,
  runId: randomUUID(),
  status: 'failure',
});

const send = async (jwt: string | Promise<string>, body: object = report(), where = '/v1/builds') =>
  request(server.url)
    .post(where)
    .set('authorization', `Bearer ${await jwt}`)
    .send(body);

describe('a report with the token of a CI job', () => {
  it('is taken for the repository that the token names', async () => {
    expect((await send(token())).status).toBe(202);
    expect((await send(token(), [report('Acme/API'), report()])).status).toBe(202);
    const expectation = { ...report(), images: [{ repository: 'ghcr.io/acme/api', tag: '1.8.3' }] };
    expect((await send(token(), expectation, '/v1/expectations')).status).toBe(202);
  });

  it('is taken from GitLab, whose claim has another name', async () => {
    const claims = { project_path: 'shop/web/api', repository: undefined };
    const jwt = token({ iss: `${address}/gitlab`, claims });
    expect((await send(jwt, report('shop/web/api'))).status).toBe(202);
  });

  it('may not speak for another repository', async () => {
    const answer = await send(token(), [report(), report('acme/other')]);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('report 1') });
  });

  it('opens nothing else', async () => {
    const push = { repository: 'ghcr.io/acme/api', tag: '1' };
    expect((await send(token(), push, '/v1/pushes')).status).toBe(401);
    expect((await send(token(), [], '/v1/failures')).status).toBe(401);
    const read = request(server.url).get('/v1/incidents');
    expect((await read.set('authorization', `Bearer ${await token()}`)).status).toBe(401);
  });

  it.each<[string, () => Minted]>([
    ['of a repository that is not configured', () => ({ claims: { repository: 'evil/api' } })],
    ['whose repository only begins like one', () => ({ claims: { repository: 'acme-evil/api' } })],
    ['without a repository', () => ({ claims: { repository: undefined } })],
    ['whose repository is no text', () => ({ claims: { repository: ['acme/api'] } })],
    ['for another audience', () => ({ aud: 'https://other.test' })],
    ['of another issuer', () => ({ iss: 'https://token.actions.githubusercontent.com' })],
    ['that has expired', () => ({ exp: '-2m' })],
    ['signed by another key', () => ({ key: theirs.privateKey })],
    ['naming an unknown key', () => ({ kid: 'k9' })],
  ])('is refused with a token %s', async (_, minted) => {
    const answer = await send(token(minted()));
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'unauthorized' });
    expect(answer.headers['www-authenticate']).toContain('invalid_token');
  });

  it('is refused with a token that claims no algorithm, or is none', async () => {
    const [, claims = ''] = (await token()).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'k1' })).toString('base64url');
    expect((await send(`${none}.${claims}.x`)).status).toBe(401);
    expect((await send('a.b.c')).status).toBe(401);
    expect((await send(`${'x'.repeat(9_000)}.y.z`)).status).toBe(401);
  });

  it('asks the issuers for their keys once, however many tokens come', async () => {
    await Promise.all([send(token()), send(token()), send(token())]);
    expect(asked).toBe(2);
  });
});
