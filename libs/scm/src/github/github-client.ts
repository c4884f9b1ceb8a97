import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import type { ForgeAnswer } from '#pipeline';
import type { Clock, OutboundClient } from '#platform';
import { doubt, doubtOfFailure, doubtOfStatus } from '../doubt.js';
import { EtagMemory } from '../etag-memory.js';
import { RateBudget } from '../rate-budget.js';
import { NothingCameBack, outboundFetch } from './outbound-fetch.js';

/** Who Pulltrace is at GitHub. Without a token only what is public can be asked, 60 times an hour. */
export interface GitHubAccess {
  /** `https://api.github.com`, or `https://<host>/api/v3` of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  readonly token?: string | undefined;
  readonly app?:
    | { readonly id: string; readonly installationId: string; readonly privateKey: string }
    | undefined;
}

/** A token's hour has 5,000 requests, a stranger's 60: then a few are all there is, and none is left to others. */
const STRANGERS_RESERVE = 5;

type OctokitAnswer = Awaited<ReturnType<Octokit['request']>>;

interface Failed {
  readonly status?: number;
  readonly cause?: unknown;
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

/**
 * Octokit over the outbound client, with conditional requests and an eye on the budget. It never waits
 * and never repeats: whoever asks is told when to ask again.
 */
export class GitHubClient {
  private readonly octokit: Octokit;
  private readonly budget: RateBudget;
  private readonly memory = new EtagMemory<OctokitAnswer>();

  constructor(access: GitHubAccess, send: OutboundClient, clock: Clock) {
    const known = access.token !== undefined || access.app !== undefined;
    this.budget = new RateBudget(clock, 'x-ratelimit', ...(known ? [] : [STRANGERS_RESERVE]));
    this.octokit = new Octokit({
      baseUrl: access.baseUrl,
      userAgent: 'pulltrace',
      request: { fetch: outboundFetch(send) },
      // Failures are values here; Octokit would write them to the console as well.
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      ...credentials(access),
    });
    this.remember();
  }

  /** Asks one question. Never throws. */
  async ask<T>(question: (rest: Octokit['rest']) => Promise<{ data: T }>): Promise<ForgeAnswer<T>> {
    const closed = this.budget.closedUntil();
    if (closed) return doubt(closed.reason, closed.until);
    try {
      return { ok: true, value: (await question(this.octokit.rest)).data };
    } catch (error) {
      return this.explain(error as Failed);
    }
  }

  private explain({ status, cause, response }: Failed): ForgeAnswer<never> {
    if (cause instanceof NothingCameBack) return doubt(doubtOfFailure(cause.reason));
    if (status === undefined) return doubt('not_understood');
    const headers = response?.headers ?? {};
    // A refusal for asking too much is a 403 or 429 ("Rate limits for the REST API").
    const isTooMuch =
      status === 429 ||
      (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'));
    return isTooMuch ? doubt('rate_limited', this.budget.pause(headers)) : doubt(doubtOfStatus(status));
  }

  /** Sends what is known of an address along, and takes "not modified" for the answer that was kept. */
  private remember(): void {
    this.octokit.hook.wrap('request', async (send, options) => {
      const { url } = this.octokit.request.endpoint(options);
      const known = options.method === 'GET' ? this.memory.get(url) : undefined;
      if (known) options.headers['if-none-match'] = known.etag;
      try {
        const answer = await send(options);
        this.budget.note(answer.headers);
        if (options.method === 'GET') this.memory.keep(url, answer.headers.etag, answer);
        return answer;
      } catch (error) {
        const { status, response } = error as Failed;
        this.budget.note(response?.headers ?? {});
        if (known === undefined || status !== 304) throw error;
        return known.answer;
      }
    });
  }
}

function credentials({ token, app }: GitHubAccess) {
  if (token !== undefined) return { auth: token };
  if (app === undefined) return {};
  const { id, installationId, privateKey } = app;
  return { authStrategy: createAppAuth, auth: { appId: id, installationId, privateKey } };
}

/** `acme/api` in its two parts; `null` when it has not exactly two. */
export function ownerAndName(repository: string): { readonly owner: string; readonly repo: string } | null {
  const [owner, repo, ...more] = repository.split('/');
  return owner && repo && more.length === 0 ? { owner, repo } : null;
}
