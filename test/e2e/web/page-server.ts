import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { SECURITY_HEADERS } from '../../../apps/api/src/http/security-headers.js';

/** Answers what the page asks under /v1. */
export type Api = (app: FastifyInstance) => void;

/** Serves a built page with the headers of the API process, and an API. Listens on a free local port. */
export async function servePage(root: string, api: Api) {
  const app = Fastify();
  await app.register(fastifyStatic, { root, wildcard: true, preCompressed: true });
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  const index = readFileSync(path.join(root, 'index.html'), 'utf8');
  app.setNotFoundHandler((request, reply) =>
    request.url.startsWith('/v1/') ? reply.status(404).send() : reply.type('text/html').send(index),
  );
  api(app);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { address, close: () => app.close() };
}

/** Passes the page's questions on to a running server. */
export function apiOf(server: string): Api {
  return (app) => {
    app.get('/v1/*', async (request, reply) => {
      const { authorization = '' } = request.headers;
      const answer = await fetch(server + request.url, { headers: { authorization } });
      return reply
        .status(answer.status)
        .type(answer.headers.get('content-type') ?? 'application/json')
        .send(await answer.text());
    });
  };
}
