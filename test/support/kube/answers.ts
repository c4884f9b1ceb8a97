import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type KubeObject, matchesFields, matchesLabels } from './selectors.js';

export interface Target {
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

export const keyOf = (resource: string, { metadata }: KubeObject) =>
  `${resource}/${metadata.namespace ?? ''}/${metadata.name}`;

/** `/api/v1/namespaces/shop/pods/x` and `/apis/apps/v1/namespaces/shop/replicasets/x` */
export function targetOf(path: string): Target | null {
  const [, group, rest] = /^\/(?:api\/v1|apis\/([^/]+\/[^/]+))\/(.+)$/.exec(path) ?? [];
  if (rest === undefined) return null;
  const parts = rest.split('/').map(decodeURIComponent);
  const scoped = parts[0] === 'namespaces' && parts.length > 2;
  const [resource = '', name = null] = scoped ? parts.slice(2) : parts;
  const namespace = scoped ? (parts[1] ?? null) : null;
  return { resource: group ? `${group}/${resource}` : resource, namespace, name };
}

export const inResource =
  ({ resource }: Target) =>
  ([key, object]: [string, KubeObject]) =>
    key.startsWith(`${resource}/`) ? [object] : [];

export function selectorOf({ namespace }: Target, query: URLSearchParams) {
  return (object: KubeObject) =>
    (namespace === null || object.metadata.namespace === namespace) &&
    matchesFields(object, query.get('fieldSelector')) &&
    matchesLabels(object, query.get('labelSelector'));
}

export const TABLE = {
  kind: 'Table',
  apiVersion: 'meta.k8s.io/v1',
  columnDefinitions: ['Name', 'Ready', 'Status', 'Restarts', 'Age'].map((name) => ({ name, type: 'string' })),
};

export function rowOf(object: KubeObject) {
  const { containerStatuses = [], phase } = object.status as {
    containerStatuses?: { ready?: boolean }[];
    phase?: string;
  };
  const ready = containerStatuses.filter((entry) => entry.ready).length;
  return { cells: [object.metadata.name, `${ready}/${containerStatuses.length}`, phase, 0, '5m'] };
}

export function json(response: ServerResponse, value: unknown): void {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  response.writeHead(200, headers).end(gzipSync(JSON.stringify(value)));
}

/** Answers a failure as the API does, with a `Status` object. */
export function status(
  response: ServerResponse,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message });
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body);
}
