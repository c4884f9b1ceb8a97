import { z } from 'zod';
import { Problem } from './problem.js';
import { type Content, ROUTES, type Route, type RouteAccess } from './routes/index.js';

type Json = Record<string, unknown>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'No valid credential',
  403: 'The token lacks the scope',
  404: 'There is no such thing',
  406: 'None of the accepted media types exists',
  409: 'The prefix names several commits; `candidates` lists them',
  413: 'Larger than the limit',
  415: 'A media type or encoding that is not read',
  422: 'Understood, and not valid; `errors` names the fields',
  500: 'A defect of the service',
  503: 'The database is away; try again after `Retry-After` seconds',
};

const ACCESS_PROBLEMS: Readonly<Record<RouteAccess, readonly number[]>> = {
  ingest: [401, 403],
  read: [401, 403],
  admin: [401, 403],
  source: [],
  open: [],
};

/** The OpenAPI 3.1 document of the HTTP API, from the catalog of routes and the schemas it names. */
export function openApiDocument(version: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) {
    const path = (paths[route.path] ??= {});
    path[route.method] = operationOf(route, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pulltrace',
      version,
      description: 'Traces a failed Kubernetes image pull to the commit and the build behind the tag.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(ROUTES.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'pt_<scope>_…, see `pulltrace token create`' },
      },
    },
  };
}

function operationOf(route: Route, schemas: Json): Json {
  const secured = route.access !== 'open' && route.access !== 'source';
  const scope = secured ? `Needs a token of scope \`${route.access}\`.` : '';
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description ?? '', scope].filter(Boolean).join('\n\n'),
    security: secured ? [{ token: [] }] : [],
    parameters: [...pathParameters(route), ...queryParameters(route, schemas), ...headerParameters(route)],
    ...(route.body
      ? { requestBody: { required: true, content: contentOf(route.body, 'input', schemas) } }
      : {}),
    responses: responsesOf(route, schemas),
  };
}

function pathParameters(route: Route): Json[] {
  return Object.entries(route.parameters ?? {}).map(([name, description]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
  }));
}

function queryParameters(route: Route, schemas: Json): Json[] {
  if (!route.query) return [];
  const object = schemaOf(route.query, 'input', schemas);
  const required = (object['required'] ?? []) as readonly string[];
  return Object.entries((object['properties'] ?? {}) as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headerParameters(route: Route): Json[] {
  return Object.entries(route.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
}

function responsesOf(route: Route, schemas: Json): Json {
  const responses: Json = {};
  for (const answer of route.answers) {
    const content = contentOf(answer.content, 'output', schemas);
    responses[answer.status] = { description: answer.description, content };
  }
  const problem = { 'application/problem+json': { schema: schemaOf(Problem, 'output', schemas) } };
  for (const status of [...ACCESS_PROBLEMS[route.access], ...route.problems, 500]) {
    responses[status] = { description: TITLES[status] ?? '', content: problem };
  }
  return responses;
}

function contentOf(contents: readonly Content[], io: 'input' | 'output', schemas: Json): Json {
  return Object.fromEntries(
    contents.map(({ type, schema }) => [type, schema ? { schema: schemaOf(schema, io, schemas) } : {}]),
  );
}

/** JSON Schema of a zod schema; what has an id goes to the components and is referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _dialect,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  for (const [id, definition] of Object.entries($defs as Record<string, Json>)) {
    schemas[id] = withoutId(componentRefs(definition));
  }
  const inlined = componentRefs(root) as Json;
  const id = inlined['id'];
  if (typeof id !== 'string') return inlined;
  schemas[id] = withoutId(inlined);
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(value: unknown): unknown {
  const { id: _id, ...rest } = value as Json;
  return rest;
}

function componentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(componentRefs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : componentRefs(inner),
    ]),
  );
}
