import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.js';
import { methodsOf, ROUTES } from './routes/index.js';

const document = openApiDocument('1.2.3');
const text = JSON.stringify(document);

describe('openApiDocument', () => {
  it('describes every route once', () => {
    const paths = document['paths'] as Record<string, Record<string, { operationId: string }>>;
    const operations = Object.values(paths).flatMap((path) =>
      Object.values(path).map((op) => op.operationId),
    );
    expect(operations.sort()).toEqual(ROUTES.map((route) => route.operation).sort());
    expect(new Set(operations).size).toBe(ROUTES.length);
  });

  it('refers only to components that it holds', () => {
    const { schemas } = document['components'] as { schemas: Record<string, unknown> };
    const referred = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? ''));
    expect(referred.size).toBeGreaterThan(8);
    for (const reference of referred) {
      expect(schemas).toHaveProperty([reference.replace('#/components/schemas/', '')]);
    }
    expect(text).not.toContain('$defs');
  });

  it('names the parameters that stand in each path', () => {
    const paths = document['paths'] as Record<
      string,
      Record<string, { parameters: { name: string; in: string }[] }>
    >;
    for (const [path, operations] of Object.entries(paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(operations)) {
        expect(operation.parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(wanted);
      }
    }
  });

  it('asks for a token exactly where the catalog does', () => {
    const paths = document['paths'] as Record<
      string,
      Record<string, { security: unknown[]; responses: object }>
    >;
    for (const route of ROUTES) {
      const operation = paths[route.path]?.[route.method];
      const secured = ['ingest', 'read', 'admin'].includes(route.access);
      expect(operation?.security).toEqual(secured ? [{ token: [] }] : []);
      expect('401' in (operation?.responses ?? {})).toBe(secured || route.access === 'source');
    }
  });
});

describe('methodsOf', () => {
  it.each([
    ['/v1/incidents', ['GET']],
    ['/v1/incidents/abc', ['GET']],
    ['/v1/hooks/github', ['POST']],
    ['/v1/hooks/', []],
    ['/v1/nothing', []],
  ])('%s: %j', (path, methods) => {
    expect(methodsOf(path)).toEqual(methods);
  });
});
