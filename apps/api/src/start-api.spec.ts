import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '#contract';
import { createIdSource, createLogger, hashToken } from '#platform';
import type { ApiNeeds } from './needs.js';
import { findPage } from './page/page-files.js';
import { type ApiServer, createApi, startApi } from './start-api.js';

const TOKEN = 'pt_read_0000000000000000000000000000000000000000000';
const LISTEN = { host: '127.0.0.1', port: 0 };

/** What an API needs that serves its page and fails at its one question; the rest is never asked. */
function needs(more: Partial<ApiNeeds> = {}): ApiNeeds {
  const unasked = {} as never;
  return {
    inbox: unasked,
    deliveries: unasked,
    incidents: { list: () => Promise.reject(new Error('a secret of the inside: hunter2')) } as never,
    facts: unasked,
    evidence: unasked,
    operations: unasked,
    tokens: unasked,
    queue: unasked,
    queueReady: async () => true,
    sources: [],
    adapters: new Map(),
    images: { mappings: [], aliases: [] },
    access: { jobTokens: [], trustedProxies: [] },
    warnings: [],
    page: null,
    clock: () => new Date(),
    newId: createIdSource(),
    log: createLogger({ level: 'silent', format: 'json' }),
    ...more,
  };
}

let api: ApiServer | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const start = async (more: Partial<ApiNeeds> = {}) => (api = await startApi(needs(more), LISTEN, '1.0.0'));

describe('the page', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'pulltrace-page-'));
    mkdirSync(path.join(root, 'assets'));
    writeFileSync(path.join(root, 'index.html'), '<!doctype html><title>Pulltrace</title>');
    writeFileSync(path.join(root, 'assets', 'index-4f2a.js'), 'export {}');
    writeFileSync(path.join(root, 'favicon.svg'), '<svg/>');
    writeFileSync(path.join(path.dirname(root), 'outside.txt'), 'not for the page');
  });
  afterAll(() => {
    rmSync(path.join(path.dirname(root), 'outside.txt'));
    rmSync(root, { recursive: true, force: true });
  });

  const open = (url: string, where: string) => request(url).get(where).set('accept', 'text/html,*/*;q=0.8');

  it('is served with its assets kept for ever and the rest asked for again', async () => {
    const { url } = await start({ page: findPage(root) });
    const page = await open(url, '/').expect(200);
    expect(page.text).toContain('<title>Pulltrace</title>');
    expect(page.headers['cache-control']).toBe('no-cache');
    const script = await request(url).get('/assets/index-4f2a.js').expect(200);
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await request(url).get('/favicon.svg').expect(200);
  });

  it('is what the addresses of its own get, and nobody else', async () => {
    const { url } = await start({ page: findPage(root) });
    for (const where of ['/incidents/abc', '/commits/7f3a6ce', '/trace?image=a/b:1.0', '/coverage']) {
      expect((await open(url, where).expect(200)).text).toContain('<title>');
    }
    for (const where of ['/v1/nowhere', '/openapi.json/x', '/docs/nowhere', '/metrics'])
      await open(url, where).expect(404);
    await request(url).get('/assets/gone.js').expect(404);
    for (const where of ['/../outside.txt', '/%2e%2e/outside.txt', '/assets/..%2f..%2foutside.txt']) {
      expect((await request(url).get(where)).text).not.toContain('not for the page');
    }
  });

  it('says how to build it when it is not built', async () => {
    const { url } = await start({ page: findPage(path.join(root, 'nowhere')) });
    const answer = await open(url, '/').expect(404);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.text).toContain('npm run build');
  });
});

describe('a defect', () => {
  it('is answered without what is inside, and logged with the request id', async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const token = { id: 't', name: 't', scope: 'read' as const, createdAt: '', revokedAt: null };
    const { url } = await start({
      log: createLogger({ level: 'debug', format: 'json', destination }),
      tokens: { byHash: async (hash: Buffer) => (hash.equals(hashToken(TOKEN)) ? token : null) } as never,
    });
    const { body, headers, text } = await request(url)
      .get('/v1/incidents')
      .set('authorization', `Bearer ${TOKEN}`)
      .expect(500);
    expect(body).toMatchObject({ status: 500, code: 'internal' });
    expect(text).not.toContain('hunter2');
    const logged = lines.join('');
    expect(logged).toContain('hunter2');
    expect(logged).toContain(headers['x-request-id']);
    expect(logged).not.toContain(TOKEN);
  });

  it('is not hidden by a log that names tokens in paths', async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const { url } = await start({ log: createLogger({ level: 'debug', format: 'json', destination }) });
    await request(url).post('/v1/hooks/hub/token-in-the-path').send('{}').expect(404);
    await request(url).get('/v1/hooks/hub/token-in-the-path').expect(405);
    expect(lines.join('')).toContain('/v1/hooks/');
    expect(lines.join('')).not.toContain('token-in-the-path');
  });
});

describe('startApi', () => {
  it('has no route that the description lacks', async () => {
    const app = await createApi(needs(), '1.0.0');
    await app.init();
    const described = new Set(
      ROUTES.map(
        ({ method, path: where }) => `${method.toUpperCase()} ${where.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const printed = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const routes = routesIn(printed);
    await app.close();
    const own = routes.filter((route) => !/ \/docs\/| \/?\*$| \/\*$|^HEAD /.test(route));
    expect([...own].sort()).toEqual([...described].sort());
  });

  it('rejects when its port is taken, and holds nothing afterwards', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as { port: number };
    await expect(startApi(needs(), { host: '127.0.0.1', port }, '1.0.0')).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    holder.close();
  });
});

/** `METHOD /path` of every line of Fastify's tree of routes. */
function routesIn(tree: string): string[] {
  const found: string[] = [];
  const parents: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)(?:├──|└──) (\S*?)(?: \(([A-Z, ]+)\))?$/.exec(line.trimEnd());
    if (!match) continue;
    const depth = (match[1] ?? '').length / 4;
    parents.length = depth;
    parents.push(match[2] ?? '');
    for (const method of (match[3] ?? '').split(', ').filter(Boolean))
      found.push(`${method} ${parents.join('')}`);
  }
  return found;
}
