import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { outboundClient, systemClock } from '#platform';
import type { RegistryAccess } from './registry-access.js';
import { probedHosts, RegistryProbe } from './registry-probe.js';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const body = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, layers: [] });
const DIGEST = `sha256:${createHash('sha256').update(body).digest('hex')}`;
const found = { 'content-type': MANIFEST, 'docker-content-digest': DIGEST };
const missing = (code: string) => JSON.stringify({ errors: [{ code, message: 'unknown', detail: {} }] });

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A registry that answers as told, with the paths it was asked. */
async function serve(answer: Answer) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function probe(
  access: Omit<RegistryAccess, 'insecure'>,
  settings: { timeoutMs?: number; named?: string[] } = {},
) {
  const registries = [{ ...access, insecure: true }];
  const named = [...probedHosts(registries), ...(settings.named ?? [])];
  const timeoutMs = settings.timeoutMs ?? 30_000;
  return new RegistryProbe({ registries, send: outboundClient({ named }), clock: systemClock, timeoutMs });
}

const LATEST = { tag: 'latest', digest: null };
const doubt = (reason: string) => ({ state: 'unknown', reason });

describe('RegistryProbe against a registry that means no good', () => {
  const EVIL: readonly (readonly [what: string, reason: string, answer: Answer])[] = [
    ['never answers', 'timeout', () => undefined],
    [
      'answers without end',
      'timeout',
      (_request, response) => {
        response.writeHead(404);
        setInterval(() => response.write(' '), 5).unref();
      },
    ],
    [
      'answers HTML',
      'not_understood',
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'says in HTML that there is nothing',
      'not_understood',
      (_request, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<html>404'),
    ],
    [
      'sends a bomb',
      'not_understood',
      (request, response) =>
        request.method === 'HEAD'
          ? response.writeHead(404).end()
          : response.writeHead(404, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(9_000_000))),
    ],
    [
      'sends more than an error has',
      'not_understood',
      (_request, response) => response.writeHead(404).end(Buffer.alloc(1_000_000, ' ')),
    ],
    [
      'sends elsewhere',
      'redirected',
      (_request, response) => response.writeHead(307, { location: 'https://example.com/v2/' }).end(),
    ],
    [
      'sends into the private network',
      'address_refused',
      (_request, response) => response.writeHead(307, { location: 'http://127.0.0.2:22/' }).end(),
    ],
    [
      'asks for a token from the metadata service',
      'address_refused',
      (_request, response) =>
        response
          .writeHead(401, { 'www-authenticate': 'Bearer realm="http://169.254.169.254/latest/meta-data"' })
          .end(),
    ],
    [
      'asks for credentials in a way of its own',
      'not_understood',
      (_request, response) => response.writeHead(401, { 'www-authenticate': 'Digest realm="x"' }).end(),
    ],
    [
      'gives no digest',
      'not_understood',
      (_request, response) => response.writeHead(200, { 'content-type': MANIFEST }).end(),
    ],
    ['fails', 'registry_error', (_request, response) => response.writeHead(503).end()],
    ['has had enough', 'rate_limited', (_request, response) => response.writeHead(429).end()],
    ['is strange', 'not_understood', (_request, response) => response.writeHead(418).end()],
  ];

  it.each(EVIL)('knows nothing when it %s: %s', async (what, reason, answer) => {
    const { host } = await serve(answer);
    const asked = probe({ host }, reason === 'timeout' ? { timeoutMs: 200 } : {});
    expect(await asked.manifest(`${host}/shop/api`, LATEST), what).toEqual(doubt(reason));
    expect(await asked.tags(`${host}/shop/api`, null), what).toMatchObject({ state: 'unknown' });
    expect(await asked.referrers(`${host}/shop/api`, DIGEST), what).toMatchObject({ state: 'unknown' });
  });

  it('keeps what is certain when the rest of the answer lies', async () => {
    const { host } = await serve((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, found).end();
      else response.writeHead(200, found).end(JSON.stringify({ manifests: [], config: { digest: DIGEST } }));
    });
    expect(await probe({ host }).manifest(`${host}/shop/api`, LATEST)).toEqual({
      state: 'present',
      digest: DIGEST,
      mediaType: MANIFEST,
      platforms: [],
      images: [],
      origin: null,
    });
  });
});

describe('RegistryProbe', () => {
  it('asks no registry that nobody named, wherever the image says it is', async () => {
    const { host, asked } = await serve((_request, response) => response.end());
    const configured = probe({ host: 'registry.acme.test' });
    for (const registry of [host, '169.254.169.254', 'localhost:5000', '[::1]:5000', 'docker.io']) {
      expect(configured.mayAsk(registry)).toBe(false);
      const answer = await configured.manifest(`${registry}/shop/api`, LATEST);
      expect(answer, registry).toEqual(doubt('not_configured'));
    }
    expect(asked).toEqual([]);
  });

  it('gets a token for reading this one repository, once', async () => {
    const scopes: (string | null)[] = [];
    const logins: (string | undefined)[] = [];
    const realm = await serve((request, response) => {
      const url = new URL(request.url ?? '', 'http://realm');
      scopes.push(url.searchParams.get('scope'));
      logins.push(request.headers.authorization);
      response.end(JSON.stringify({ token: `for-${url.searchParams.get('service')}`, expires_in: 300 }));
    });
    const { host } = await serve((request, response) => {
      if (request.headers.authorization === 'Bearer for-registry, really') {
        response.writeHead(404).end(request.method === 'HEAD' ? undefined : missing('MANIFEST_UNKNOWN'));
        return;
      }
      const challenge = `Bearer realm="http://${realm.host}/token",service="registry, really",scope="repository:shop/api:pull,push"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    const asked = probe({ host, username: 'reader', password: 'p' }, { named: [realm.host] });
    expect(await asked.manifest(`${host}/shop/api`, LATEST)).toEqual({ state: 'absent' });
    expect(await asked.manifest(`${host}/shop/api`, { tag: '2', digest: null })).toEqual({ state: 'absent' });
    expect(scopes).toEqual(['repository:shop/api:pull']);
    expect(logins).toEqual([`Basic ${Buffer.from('reader:p').toString('base64')}`]);
  });

  it('sends no password over plain HTTP to where an encrypted registry points', async () => {
    const { host, asked } = await serve((_request, response) => response.end('{"token":"t"}'));
    const registries = [{ host: 'registry.acme.test', username: 'u', password: 'p', insecure: false }];
    const send = outboundClient({ named: [host] });
    const https = new RegistryProbe({
      registries,
      clock: systemClock,
      send: async (request) =>
        request.url.startsWith('https:')
          ? {
              ok: true,
              status: 401,
              headers: { 'www-authenticate': `Bearer realm="http://${host}/token"` },
              body: Buffer.alloc(0),
            }
          : send(request),
    });
    expect(await https.manifest('registry.acme.test/shop/api', LATEST)).toEqual(doubt('address_refused'));
    expect(asked).toEqual([]);
  });

  it.each([
    ['MANIFEST_UNKNOWN', { state: 'absent' }, { state: 'absent' }],
    ['NOT_FOUND', { state: 'absent' }, { state: 'absent' }],
    ['NAME_UNKNOWN', doubt('denied'), { state: 'repository_absent' }],
    ['SOMETHING_ELSE', doubt('not_understood'), doubt('not_understood')],
  ])('reads %s; a stranger may merely not be told', async (code, toStranger, toReader) => {
    const { host } = await serve((request, response) =>
      response.writeHead(404).end(request.method === 'HEAD' ? undefined : missing(code)),
    );
    expect(await probe({ host }).manifest(`${host}/a`, LATEST)).toEqual(toStranger);
    expect(await probe({ host, username: 'u', password: 'p' }).manifest(`${host}/a`, LATEST)).toEqual(
      toReader,
    );
  });

  it('reads what the referrers API lists', async () => {
    const artifactType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const index = {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ digest: DIGEST, artifactType }],
    };
    const { host } = await serve((request, response) => {
      if (request.url === `/v2/shop/api/referrers/${DIGEST}`) response.end(JSON.stringify(index));
      else response.writeHead(404).end();
    });
    expect(await probe({ host }).referrers(`${host}/shop/api`, DIGEST)).toEqual({
      state: 'listed',
      referrers: [{ digest: DIGEST, artifactType }],
    });
  });

  it('goes from page to page by the mark alone, and never in circles', async () => {
    const { host, asked } = await serve((request, response) => {
      const last = new URL(request.url ?? '', 'http://x').searchParams.get('last');
      const link =
        last === null
          ? '<http://169.254.169.254/v2/shop/api/tags/list?last=b&n=2>; rel="next"'
          : '</v2/shop/api/tags/list?last=b>; rel="next"';
      response
        .writeHead(200, { link })
        .end(JSON.stringify({ name: 'shop/api', tags: last === null ? ['a', 'b', 'not a tag'] : ['c'] }));
    });
    const reader = probe({ host });
    const first = await reader.tags(`${host}/shop/api`, null);
    expect(first).toEqual({ state: 'listed', tags: ['a', 'b'], next: 'b' });
    const second = await reader.tags(`${host}/shop/api`, 'b');
    expect(second).toEqual({ state: 'listed', tags: ['c'], next: null });
    expect(asked).toEqual(['GET /v2/shop/api/tags/list?n=1000', 'GET /v2/shop/api/tags/list?n=1000&last=b']);
  });
});
