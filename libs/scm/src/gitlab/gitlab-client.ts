import type { ForgeAnswer } from '#pipeline';
import { type Clock, lenient, type OutboundClient, readJson } from '#platform';
import { doubt, doubtOfFailure, doubtOfStatus } from '../doubt.js';
import { EtagMemory } from '../etag-memory.js';
import { RateBudget } from '../rate-budget.js';

/** A GitLab and who Pulltrace is there. */
export interface GitLabAccess {
  /** `https://gitlab.com`, without `/api/v4`. */
  readonly baseUrl: string;
  readonly token?: string | undefined;
}

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** GitLab counts by the minute ("Rate limits on GitLab.com": 2,000), so that little needs to be left over. */
const RESERVE = 50;

type Schema = Parameters<typeof lenient.read>[0];

export interface GitLabQuestion<S extends Schema> {
  /** Behind `/api/v4/`, with its parts encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly schema: S;
  /** Sent as JSON with POST when there is one. */
  readonly body?: object;
}

/** GitLab's REST API over the outbound client, with conditional requests and an eye on the budget. Never throws. */
export class GitLabClient {
  private readonly memory = new EtagMemory<unknown>();
  private readonly budget: RateBudget;

  constructor(
    private readonly access: GitLabAccess,
    private readonly send: OutboundClient,
    clock: Clock,
  ) {
    this.budget = new RateBudget(clock, 'ratelimit', RESERVE);
  }

  async ask<S extends Schema>({
    path,
    query = {},
    schema,
    body,
  }: GitLabQuestion<S>): Promise<ForgeAnswer<lenient.Read<S>>> {
    const closed = this.budget.closedUntil();
    if (closed) return doubt(closed.reason, closed.until);
    const url = this.addressOf(path, query);
    const known = body === undefined ? this.memory.get(url) : undefined;
    const answer = await this.send({
      url,
      ...(body === undefined ? {} : { method: 'POST' as const, body: JSON.stringify(body) }),
      headers: {
        ...(this.access.token === undefined ? {} : { 'private-token': this.access.token }),
        ...(known ? { 'if-none-match': known.etag } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_BYTES,
    });
    if (!answer.ok) return doubt(doubtOfFailure(answer.reason));
    this.budget.note(answer.headers);
    if (answer.status === 429) return doubt('rate_limited', this.budget.pause(answer.headers));
    if (known && answer.status === 304) return valueOf(schema, known.answer);
    if (answer.status !== 200 && answer.status !== 201) return doubt(doubtOfStatus(answer.status));
    const document = readJson(answer.body);
    if (!document.ok) return doubt('not_understood');
    if (body === undefined) this.memory.keep(url, answer.headers.etag, document.value);
    return valueOf(schema, document.value);
  }

  private addressOf(path: string, query: Readonly<Record<string, string | number>>): string {
    const url = new URL(`${this.access.baseUrl.replace(/\/+$/, '')}/api/v4/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return url.href;
  }
}

/** What is asked for as a list has to be one: `lenient.list` takes anything else for an empty one. */
function valueOf<S extends Schema>(schema: S, document: unknown): ForgeAnswer<lenient.Read<S>> {
  const value = lenient.read(schema, document) as lenient.Read<S> | undefined;
  const isTaken = value !== undefined && Array.isArray(value) === Array.isArray(document);
  return isTaken ? { ok: true, value } : doubt('not_understood');
}
