import type { OutboundClient, OutboundFailure, OutboundRequest } from '#platform';

/** What Octokit's `fetch` rejects with when nothing came back. */
export class NothingCameBack extends Error {
  constructor(readonly reason: OutboundFailure) {
    super(reason);
  }
}

/** GitHub answers within 10 s or not at all ("Timeouts"); the rest is for the way. */
const TIMEOUT_MS = 15_000;
/** A hundred runs with their repositories have about 2 MiB, a webhook's payload at most 25 MB. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Statuses that have no body by definition; `Response` refuses one (Fetch standard, "null body status"). */
const BODILESS: ReadonlySet<number> = new Set([101, 204, 205, 304]);

interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `fetch` as Octokit calls it, over the one outbound client. */
export const outboundFetch =
  (send: OutboundClient) =>
  async (url: string, options: FetchOptions = {}): Promise<Response> => {
    const answer = await send({
      url,
      method: (options.method ?? 'GET') as NonNullable<OutboundRequest['method']>,
      headers: options.headers ?? {},
      ...(options.body === undefined ? {} : { body: options.body }),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_BYTES,
    });
    if (!answer.ok) throw new NothingCameBack(answer.reason);
    const { status, headers, body } = answer;
    return new Response(BODILESS.has(status) ? null : new Uint8Array(body), { status, headers });
  };
