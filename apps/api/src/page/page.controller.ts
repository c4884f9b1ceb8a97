import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NEEDS } from '../needs.js';
import { noSuchRoute } from '../problem/no-such-route.js';
import type { PageFiles } from './page-files.js';

/** Paths that are never the page's, so that a mistyped API address is a problem and not a page. */
const NOT_PAGES = /^\/(v1|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/;

/** Vite puts a hash of the content into the names under /assets/, so they never change (RFC 8246). */
const IMMUTABLE = 'public, max-age=31536000, immutable';

const NOT_BUILT = `The page is not built. Run "npm run build" in the checkout and start again.
The API is here all the same: /docs describes it.
`;

/** Serves the page. Addresses that the page makes itself (/incidents/…) get its start document. */
@Controller()
export class PageController {
  constructor(@Inject(NEEDS.page) private readonly page: PageFiles | null) {}

  @Get('*')
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (NOT_PAGES.test(path)) throw noSuchRoute(request.method, request.url);
    if (this.page?.paths.has(path)) return sendFile(reply, path);
    if (!isNavigation(path, request.raw.headers.accept)) throw noSuchRoute(request.method, request.url);
    if (this.page) return sendFile(reply, '/index.html');
    await reply.code(404).header('content-type', 'text/plain; charset=utf-8').send(NOT_BUILT);
  }
}

/** A browser that opens an address says that it wants HTML; scripts and images of the page do not. */
const isNavigation = (path: string, accept = '') => path === '/' || accept.includes('text/html');

async function sendFile(reply: FastifyReply, path: string): Promise<void> {
  reply.header('cache-control', path.startsWith('/assets/') ? IMMUTABLE : 'no-cache');
  await reply.sendFile(path.slice(1));
}
