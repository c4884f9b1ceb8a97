import type { z } from 'zod';

/** Who may call: a token of this scope, a source's own credential, or anybody. */
export type RouteAccess = 'ingest' | 'read' | 'admin' | 'source' | 'open';

/** One representation of an answer or a request. */
export interface Content {
  /** Media type. */
  readonly type: string;
  /** `null` for what a schema cannot describe: text, a page. */
  readonly schema: z.ZodType | null;
}

export interface Answer {
  readonly status: number;
  readonly description: string;
  readonly content: readonly Content[];
}

/** One operation of the HTTP API. The server's routes, OpenAPI and the tests are compared with this. */
export interface Route {
  readonly method: 'get' | 'post';
  /** With parameters in braces: `/v1/incidents/{id}`. */
  readonly path: string;
  /** Stable name of the operation, for generated clients. */
  readonly operation: string;
  readonly tag: 'Deliveries in' | 'Reports' | 'Answers' | 'Operation' | 'Process';
  readonly summary: string;
  readonly description?: string;
  readonly access: RouteAccess;
  /** What each parameter in the path means. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly Content[];
  readonly answers: readonly Answer[];
  /** Statuses answered with a problem, besides those that every operation of this access has. */
  readonly problems: readonly number[];
}

/** A JSON answer. */
export function json(status: number, description: string, schema: z.ZodType): Answer {
  return { status, description, content: [{ type: 'application/json', schema }] };
}
