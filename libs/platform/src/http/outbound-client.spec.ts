import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboundRequest } from './exchange.js';
import { outboundClient } from './outbound-client.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const limits = { timeoutMs: 10_000, maxBytes: 1_000 };
const ask = (host: string, path: string, more: Partial<OutboundRequest> = {}) =>
  outboundClient({ named: [host] })({ ...limits, url: `http://${host}${path}`, ...more });

describe('outboundClient', () => {
  it('answers status, headers and body of a host that was named', async () => {
    const host = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () =>
        response
          .writeHead(201, { 'x-kind': ['a', 'b'] })
          .end(`${request.method} ${request.headers.authorization} ${body}`),
      );
    });
    const answer = await ask(host, '/keys', {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: 'hello',
    });
    expect(answer).toMatchObject({ ok: true, status: 201, headers: { 'x-kind': 'a, b' } });
    expect(answer.ok && answer.body.toString()).toBe('POST Bearer x hello');
  });

  it('follows redirects of reading requests inside the origin, and only a few', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else if (request.url === '/new') response.end('here');
      else response.writeHead(302, { location: '/round' }).end();
    });
    const moved = await ask(host, '/old');
    expect(moved).toMatchObject({ ok: true, status: 200, body: Buffer.from('here') });
    expect(await ask(host, '/round')).toEqual({ ok: false, reason: 'redirected' });
    expect(await ask(host, '/old', { method: 'POST' })).toMatchObject({ ok: true, status: 301 });
  });

  it('takes no credentials to another host, named or not', async () => {
    let asked = 0;
    const other = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    const host = await serve((request, response) => {
      const to = request.url === '/private' ? `http://${other}/` : 'http://169.254.169.254/latest';
      response.writeHead(307, { location: to }).end();
    });
    const client = outboundClient({ named: [host, other] });
    const elsewhere = await client({ ...limits, url: `http://${host}/private` });
    expect(elsewhere).toEqual({ ok: false, reason: 'redirected' });
    const metadata = await client({ ...limits, url: `http://${host}/metadata` });
    expect(metadata).toEqual({ ok: false, reason: 'private_address' });
    expect(asked).toBe(0);
  });

  it('stops at the limit, at the deadline and at what is compressed', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/bomb') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
        return;
      }
      response.writeHead(200);
      if (request.url === '/big') response.write(Buffer.alloc(5_000));
      if (request.url === '/drip') setInterval(() => response.write('.'), 5).unref();
    });
    expect(await ask(host, '/big')).toEqual({ ok: false, reason: 'too_large' });
    expect(await ask(host, '/bomb')).toEqual({ ok: false, reason: 'encoded' });
    for (const path of ['/drip', '/silent']) {
      expect(await ask(host, path, { timeoutMs: 100 }), path).toEqual({ ok: false, reason: 'timeout' });
    }
  });

  it('reaches no private network that was not named, by address or by name', async () => {
    let requests = 0;
    const host = await serve((_request, response) => {
      requests += 1;
      response.end();
    });
    const port = host.slice(host.indexOf(':') + 1);
    // A name allows its own port only.
    const guarded = outboundClient({ named: ['127.0.0.1:1', 'localhost', 'other.acme.test'] });
    const spellings = ['127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0', '0x7f000001', 'localhost'];
    for (const spelling of spellings) {
      const answer = await guarded({ ...limits, url: `http://${spelling}:${port}/` });
      expect(answer, spelling).toEqual({ ok: false, reason: 'private_address' });
    }
    expect(requests).toBe(0);
    const named = await outboundClient({ named: [`LOCALHOST:${port}`] })({
      ...limits,
      url: `http://localhost:${port}/`,
    });
    expect(named).toMatchObject({ ok: true, status: 200 });
  });

  it.each(['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '[::ffff:169.254.169.254]'])(
    'does not reach %s even when it is named',
    async (host) => {
      const answer = await outboundClient({ named: [new URL(`http://${host}`).host] })({
        ...limits,
        url: `http://${host}/`,
      });
      expect(answer).toEqual({ ok: false, reason: 'private_address' });
    },
  );

  it.each(['file:///etc/passwd', 'nonsense', 'ftp://host/', 'http://user:pass@127.0.0.1/'])(
    'refuses %s',
    async (url) => {
      expect(await outboundClient()({ ...limits, url })).toEqual({ ok: false, reason: 'bad_address' });
    },
  );

  it('says when nobody answers, when there is no such name and what cannot be sent', async () => {
    const host = await serve(() => undefined);
    const gone = servers.splice(0)[0];
    await new Promise((resolve) => gone?.close(resolve));
    expect(await ask(host, '/')).toEqual({ ok: false, reason: 'unreachable' });
    expect(await outboundClient()({ ...limits, url: 'http://nobody.invalid/' })).toEqual({
      ok: false,
      reason: 'name_not_found',
    });
    const broken = await ask(host, '/', { headers: { authorization: 'Bearer a\r\nb' } });
    expect(broken).toEqual({ ok: false, reason: 'unsendable' });
  });
});
