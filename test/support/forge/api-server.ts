import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that came in. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers what it knows; `null` is a 404 in the API's words. */
export type Route = (url: URL, asked: Asked) => Reply | null;

/** A forge's REST API on 127.0.0.1: JSON, entity tags, "not modified". */
export interface ApiServer {
  readonly url: string;
  readonly host: string;
  readonly asked: Asked[];
  /** Headers that come with every answer. */
  readonly extra: Record<string, string>;
  close(): Promise<void>;
}

/** Starts an API whose answers come from the first route that has one. */
export async function startApiServer(routes: readonly Route[]): Promise<ApiServer> {
  const asked: Asked[] = [];
  const extra: Record<string, string> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      asked.push(one);
      const url = new URL(one.path, 'http://api');
      const found = routes.map((route) => route(url, one)).find((reply) => reply !== null);
      const { status = 200, headers = {}, body } = found ?? { status: 404, body: { message: 'Not Found' } };
      const text = body === undefined ? '' : JSON.stringify(body);
      const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
      const same = one.method === 'GET' && status === 200 && request.headers['if-none-match'] === etag;
      const tagged = one.method === 'GET' && status === 200 ? { etag } : {};
      response.writeHead(same ? 304 : status, {
        ...(same ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...tagged,
        ...extra,
        ...headers,
      });
      response.end(same ? undefined : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, asked, extra, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
