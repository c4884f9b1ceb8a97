import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthSettings {
  readonly host: string;
  readonly port: number;
  readonly registry: Registry;
  /** Whether every cluster is known as a whole, or watched by another replica. */
  readonly ready: () => boolean;
}

export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `/metrics`, `/healthz` (the process runs) and `/readyz` (it knows its clusters). */
export async function serveHealth({ host, port, registry, ready }: HealthSettings): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET') return text(response, 405, 'method not allowed\n');
    if (path === '/healthz') return text(response, 200, 'ok\n');
    if (path === '/readyz') return text(response, ready() ? 200 : 503, ready() ? 'ok\n' : 'not yet\n');
    if (path !== '/metrics') return text(response, 404, 'not found\n');
    registry.metrics().then(
      (body) => text(response, 200, body, registry.contentType),
      () => text(response, 500, 'metrics failed\n'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function text(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
