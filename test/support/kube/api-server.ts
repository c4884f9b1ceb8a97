import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import {
  inResource,
  json,
  keyOf,
  rowOf,
  selectorOf,
  status,
  TABLE,
  type Target,
  targetOf,
} from './answers.js';
import type { KubeObject } from './selectors.js';

/** What a request asked for, as a test wants to know it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly authorization: string;
}

interface Change {
  readonly version: number;
  readonly resource: string;
  readonly before: KubeObject | null;
  readonly after: KubeObject | null;
}

interface Watcher {
  readonly resource: string;
  readonly selects: (object: KubeObject) => boolean;
  readonly response: ServerResponse;
}

/** What is done instead of answering: answer otherwise, or nothing of the kind (`null`). */
export type Fault = (seen: Seen, response: ServerResponse) => boolean;

/**
 * An API server of the tests' own over real HTTP, conforming to the API concepts of Kubernetes as far
 * as an agent uses them: lists in pages of one consistent version, watches from a version with
 * bookmarks, `DELETED` for what a selector no longer selects, 410 for versions it has forgotten,
 * tables, metadata-only answers, gzip, bearer tokens and namespaces that are forbidden.
 */
export class KubeApiServer {
  readonly seen: Seen[] = [];
  readonly forbidden = new Set<string>();
  /** Tokens that are let in; all when there is none. */
  readonly tokens = new Set<string>();
  fault: Fault | null = null;
  /** Breaks every request off while it is set. */
  away = false;
  private readonly objects = new Map<string, KubeObject>();
  private history: Change[] = [];
  private version = 100;
  private forgotten = 0;
  private readonly watchers = new Set<Watcher>();
  private readonly snapshots = new Map<number, readonly KubeObject[]>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;

  async start(port = 0): Promise<string> {
    const server = createServer((request, response) => this.answer(request, response));
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.cutConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Breaks every connection, in the middle of whatever it was at. */
  cutConnections(): void {
    for (const socket of this.sockets) socket.destroy();
    this.watchers.clear();
  }

  /** Makes or changes an object of `pods`, `events`, `apps/v1/replicasets`, … */
  put(resource: string, object: KubeObject): KubeObject {
    this.version += 1;
    const kept = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.version) } };
    this.change(resource, keyOf(resource, object), kept);
    return kept;
  }

  remove(resource: string, object: KubeObject): void {
    this.version += 1;
    this.change(resource, keyOf(resource, object), null);
  }

  /** Forgets the history: older versions are 410 from now on, and so are lists under way. */
  forget(): void {
    this.forgotten = this.version;
    this.history = [];
    this.snapshots.clear();
  }

  /** Tells all watchers the version, as real servers do about once a minute. */
  bookmark(): void {
    this.version += 1;
    for (const watcher of this.watchers) {
      this.send(watcher, 'BOOKMARK', { metadata: { resourceVersion: String(this.version) } });
    }
  }

  /** Sends a piece of a line to every watcher of a resource. */
  sendRaw(resource: string, text: string): void {
    for (const watcher of this.watchers) if (watcher.resource === resource) watcher.response.write(text);
  }

  get versionNow(): number {
    return this.version;
  }

  watching(resource: string): number {
    return [...this.watchers].filter((watcher) => watcher.resource === resource).length;
  }

  private change(resource: string, key: string, after: KubeObject | null): void {
    const before = this.objects.get(key) ?? null;
    if (after) this.objects.set(key, after);
    else this.objects.delete(key);
    const change = { version: this.version, resource, before, after };
    this.history.push(change);
    for (const watcher of this.watchers) this.tell(watcher, change);
  }

  private tell(watcher: Watcher, { resource, before, after, version }: Change): void {
    if (resource !== watcher.resource) return;
    const had = before !== null && watcher.selects(before);
    const has = after !== null && watcher.selects(after);
    if (has) this.send(watcher, had ? 'MODIFIED' : 'ADDED', after);
    else if (had) {
      // The last state that was selected, under the version of its end.
      const last = { ...before, metadata: { ...before.metadata, resourceVersion: String(version) } };
      this.send(watcher, 'DELETED', last);
    }
  }

  private send({ response }: Watcher, type: string, object: unknown): void {
    response.write(`${JSON.stringify({ type, object })}\n`);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://api');
    const seen: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      accept: request.headers.accept ?? '',
      authorization: request.headers.authorization ?? '',
    };
    this.seen.push(seen);
    if (this.away) return void request.destroy();
    if (this.fault?.(seen, response)) return;
    if (this.tokens.size > 0 && !this.tokens.has(seen.authorization.replace('Bearer ', ''))) {
      return status(response, 401, 'Unauthorized');
    }
    const target = targetOf(seen.path);
    if (!target) return status(response, 404, 'the server could not find the requested resource');
    if (target.namespace !== null && this.forbidden.has(target.namespace)) {
      return status(response, 403, `cannot list resource in the namespace "${target.namespace}"`);
    }
    if (seen.method === 'PUT' || seen.method === 'POST') return this.write(target, request, response);
    if (target.name !== null) return this.one(target, seen, response);
    if (seen.query.get('watch')) return this.watch(target, seen, response);
    this.list(target, seen, response);
  }

  private one({ resource, namespace, name }: Target, seen: Seen, response: ServerResponse): void {
    const object = this.objects.get(`${resource}/${namespace ?? ''}/${name}`);
    if (!object) return status(response, 404, `"${name}" not found`);
    json(response, seen.accept.includes('PartialObjectMetadata') ? { metadata: object.metadata } : object);
  }

  private write({ resource }: Target, request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      const object = JSON.parse(text) as KubeObject;
      const known = this.objects.get(keyOf(resource, object));
      const fits = known?.metadata.resourceVersion === object.metadata.resourceVersion;
      if (!fits) return status(response, 409, 'the object has been modified');
      json(response, this.put(resource, object));
    });
  }

  private list(target: Target, { query, accept }: Seen, response: ServerResponse): void {
    const asked = Number(query.get('resourceVersion') ?? 0);
    const [continued, offset] = (query.get('continue') ?? '').split(':').map(Number);
    if (asked > 0 && asked < this.forgotten) return status(response, 410, 'too old resource version');
    const version = continued || this.version;
    if (!continued) this.snapshots.set(version, [...this.objects.entries()].flatMap(inResource(target)));
    const snapshot = this.snapshots.get(version);
    if (!snapshot) return status(response, 410, 'The provided continue parameter is too old');
    const all = snapshot.filter(selectorOf(target, query));
    const start = offset || 0;
    const end = start + Number(query.get('limit') ?? all.length);
    const metadata = {
      resourceVersion: String(version),
      ...(end < all.length ? { continue: `${version}:${end}` } : {}),
    };
    const page = all.slice(start, end);
    if (accept.includes('as=Table')) return json(response, { ...TABLE, metadata, rows: page.map(rowOf) });
    const items = accept.includes('PartialObjectMetadata')
      ? page.map((object) => ({ metadata: object.metadata }))
      : page;
    json(response, { kind: 'List', metadata, items });
  }

  private watch(target: Target, { query }: Seen, response: ServerResponse): void {
    const from = Number(query.get('resourceVersion') ?? 0);
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    if (from < this.forgotten) {
      const gone = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
      response.end(`${JSON.stringify({ type: 'ERROR', object: gone })}\n`);
      return;
    }
    const watcher = { resource: target.resource, selects: selectorOf(target, query), response };
    for (const change of this.history) if (change.version > from) this.tell(watcher, change);
    this.watchers.add(watcher);
    response.on('close', () => this.watchers.delete(watcher));
  }
}
