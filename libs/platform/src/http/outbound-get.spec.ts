import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { outboundGet } from './outbound-get.js';
import { isPublicAddress } from './public-address.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<number> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const limits = { timeoutMs: 5_000, maxBytes: 1_000, allowPrivate: true };

describe('outboundGet', () => {
  it('answers status and body, and follows no redirect', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/keys' }).end();
      else response.end('{"keys":[]}');
    });
    const keys = await outboundGet({ ...limits, url: `http://127.0.0.1:${port}/keys` });
    expect(keys).toEqual({ ok: true, status: 200, body: Buffer.from('{"keys":[]}') });
    const moved = await outboundGet({ ...limits, url: `http://127.0.0.1:${port}/moved` });
    expect(moved).toMatchObject({ ok: true, status: 302 });
  });

  it('stops at the limit and at the deadline', async () => {
    const port = await serve((request, response) => {
      response.writeHead(200);
      if (request.url === '/big') response.write(Buffer.alloc(5_000));
    });
    const big = await outboundGet({ ...limits, url: `http://127.0.0.1:${port}/big` });
    expect(big).toEqual({ ok: false, reason: 'too_large' });
    const slow = await outboundGet({ ...limits, timeoutMs: 50, url: `http://127.0.0.1:${port}/slow` });
    expect(slow).toEqual({ ok: false, reason: 'timeout' });
  });

  it('reaches no private network, by address or by name', async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests += 1;
      response.end();
    });
    const guarded = { ...limits, allowPrivate: false };
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0', '2130706433', 'localhost']) {
      const answer = await outboundGet({ ...guarded, url: `http://${host}:${port}/` });
      expect(answer, host).toEqual({ ok: false, reason: 'private_address' });
    }
    expect(requests).toBe(0);
  });

  it.each(['file:///etc/passwd', 'nonsense', 'ftp://host/', 'http://user:pass@127.0.0.1/'])(
    'refuses %s',
    async (url) => {
      expect(await outboundGet({ ...limits, url })).toEqual({ ok: false, reason: 'bad_address' });
    },
  );

  it('says when nobody answers', async () => {
    const port = await serve(() => undefined);
    server?.close();
    expect(await outboundGet({ ...limits, url: `http://127.0.0.1:${port}/` })).toEqual({
      ok: false,
      reason: 'unreachable',
    });
  });
});

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '2606:4700::1111', '193.99.144.80'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each([
    '10.1.2.3',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.1.1',
    'fd00::1',
    'fe80::1',
    '::',
    'host',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
