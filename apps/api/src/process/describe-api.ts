import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from '#contract';

/** Serves the OpenAPI document and Swagger UI from the package's own files, nothing from elsewhere. */
export async function describeApi(fastify: FastifyInstance, version: string): Promise<void> {
  const document = openApiDocument(version);
  const text = JSON.stringify(document);
  fastify.get('/openapi.json', (_request, reply) => {
    void reply.header('content-type', 'application/json; charset=utf-8').send(text);
  });
  // The document is written by us; the plugin wants it typed by the OpenAPI package it bundles.
  await fastify.register(swagger, { mode: 'static', specification: { document: document as never } });
  await fastify.register(swaggerUi, { routePrefix: '/docs', uiConfig: { deepLinking: true } });
}
