import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiModule } from './api.module.js';
import { addHooks, FASTIFY_OPTIONS, leaveBodiesUnread } from './http/fastify-options.js';
import { nestLogger } from './http/nest-logger.js';
import type { ApiNeeds } from './needs.js';
import { describeApi } from './process/describe-api.js';

export interface ListenAddress {
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
}

/** A listening API. */
export interface ApiServer {
  /** `http://127.0.0.1:3000`, without a slash at the end. */
  readonly url: string;
  /** Stops taking connections and waits for the requests under way. */
  close(): Promise<void>;
}

/**
 * Starts the HTTP API.
 *
 * @throws Node's `EADDRINUSE`, `EACCES` and the like when it cannot listen
 */
export async function startApi(needs: ApiNeeds, address: ListenAddress, version: string): Promise<ApiServer> {
  const app = await createApi(needs, version);
  try {
    await app.listen(address.port, address.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return { url: `http://${host}:${port}`, close: () => app.close() };
}

/** The application before it listens. */
export async function createApi(needs: ApiNeeds, version: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...FASTIFY_OPTIONS,
    trustProxy: [...needs.access.trustedProxies],
  } as unknown as ConstructorParameters<typeof FastifyAdapter>[0]);
  const fastify = adapter.getInstance<FastifyInstance>();
  leaveBodiesUnread(fastify);
  addHooks(fastify, needs.log);
  await describeApi(fastify, version);
  if (needs.page)
    await fastify.register(fastifyStatic, {
      root: needs.page.root,
      serve: false,
      cacheControl: false,
      preCompressed: true,
    });
  return NestFactory.create<NestFastifyApplication>(ApiModule.over(needs), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(needs.log),
  });
}
