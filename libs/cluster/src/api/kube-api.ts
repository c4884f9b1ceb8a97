import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type ApiFailure, brokenOff, failureOfStatus } from './api-failure.js';
import type { LoadAccess } from './contexts.js';
import { Credentials } from './credentials.js';

export interface ApiQuestion {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly accept?: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal;
}

export type ApiAnswer<T> = { readonly ok: true; readonly value: T } | ApiFailure;

/** A good answer whose body is still to be read. */
export interface OpenAnswer {
  readonly body: Readable;
}

export interface KubeApiSettings {
  readonly load: LoadAccess;
  /** Told of bytes as they come over the wire. */
  readonly received?: (bytes: number) => void;
}

/** Longest JSON document read, in bytes: etcd holds objects of at most 1.5 MiB, and a page has 250 small ones. */
const MAX_DOCUMENT = 64 * 1024 * 1024;

/** Time to the answer's head, in milliseconds; API servers give up on lists after 60 s (`--request-timeout`). */
const HEAD_TIMEOUT_MS = 65_000;

/** Dead peers are found by TCP keep-alive, in milliseconds: a quiet watch has no traffic of its own. */
const KEEP_ALIVE_MS = 30_000;

/** Talks to one API server. Failures are values; nothing is tried twice, except with fresh credentials. */
export class KubeApi {
  private readonly credentials: Credentials;

  constructor(private readonly settings: KubeApiSettings) {
    this.credentials = new Credentials(settings.load);
  }

  /** Asks for a JSON document. */
  async json(question: ApiQuestion): Promise<ApiAnswer<unknown>> {
    const opened = await this.open(question);
    if (!opened.ok) return opened;
    try {
      return { ok: true, value: JSON.parse(await readText(opened.value.body)) };
    } catch (error) {
      if (question.signal?.aborted) return brokenOff('unreachable', 'stopped');
      const broken = error instanceof SyntaxError || error instanceof RangeError;
      return brokenOff(broken ? 'garbage' : 'unreachable', (error as Error).message);
    }
  }

  /**
   * Asks and answers once the head of a good answer is there. Credentials that are refused are read
   * anew once: tokens are rotated in their file, and a kubeconfig may have been renewed.
   */
  async open(question: ApiQuestion): Promise<ApiAnswer<OpenAnswer>> {
    const first = await this.exchange(question);
    if (first.ok || first.reason !== 'unauthorized') return first;
    this.credentials.forget();
    return this.exchange(question);
  }

  private async exchange(question: ApiQuestion): Promise<ApiAnswer<OpenAnswer>> {
    try {
      const { server, options } = await this.credentials.current();
      const url = new URL(server.replace(/\/$/, '') + question.path);
      for (const [name, value] of Object.entries(question.query ?? {})) {
        if (value !== undefined) url.searchParams.set(name, value);
      }
      const response = await this.head(url, options, question);
      const body = decoded(response);
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) return { ok: true, value: { body } };
      const text = await readText(body).catch(() => '');
      return failureOfStatus(status, messageOf(text), retryAfter(response));
    } catch (error) {
      return brokenOff('unreachable', (error as Error).message);
    }
  }

  private head(url: URL, options: RequestOptions, question: ApiQuestion): Promise<IncomingMessage> {
    const { accept = 'application/json', method = 'GET', body, signal } = question;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        ...options,
        method,
        signal,
        headers: {
          ...options.headers,
          accept,
          'accept-encoding': 'gzip',
          'user-agent': 'pulltrace-agent',
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        },
      });
      const timer = setTimeout(() => request.destroy(new Error('no answer in time')), HEAD_TIMEOUT_MS);
      request.on('socket', (socket) => socket.setKeepAlive(true, KEEP_ALIVE_MS));
      request.on('error', reject).on('close', () => clearTimeout(timer));
      request.on('response', (response) => {
        clearTimeout(timer);
        response.on('data', (chunk: Buffer) => this.settings.received?.(chunk.length)).pause();
        resolve(response);
      });
      request.end(payload);
    });
  }
}

/** Undoes the compression that API servers give lists over 128 KiB (feature `APIResponseCompression`). */
function decoded(response: IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const gunzip = createGunzip();
  response.on('error', (error) => gunzip.destroy(error)).on('aborted', () => gunzip.destroy());
  return response.pipe(gunzip);
}

async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_DOCUMENT) throw new RangeError(`the answer is larger than ${MAX_DOCUMENT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The message of a `Status` object, or the text itself. */
function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

function retryAfter(response: IncomingMessage): number | null {
  const seconds = Number(response.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}
