import type { Problem } from '#contract';
import type { Failure, FailureReason } from './failure.js';

export type Answer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly failure: Failure };

export interface Asking {
  readonly fetch: typeof fetch;
  readonly token: string | null;
  readonly signal?: AbortSignal;
}

/** What a status means to a reader, where the problem's own code does not say more. */
const REASON_OF_STATUS: Readonly<Record<number, FailureReason>> = {
  400: 'rejected',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  422: 'rejected',
  429: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Asks the API one question. Every outcome is a value, except that an aborted question rejects with
 * the signal's reason, as `fetch` does.
 */
export async function ask<T>(path: string, asking: Asking): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (asking.token) headers['authorization'] = `Bearer ${asking.token}`;
  let response: Response;
  try {
    response = await asking.fetch(path, { headers, signal: asking.signal ?? null });
  } catch (error) {
    asking.signal?.throwIfAborted();
    return failed('unreachable', error instanceof Error ? error.message : null);
  }
  const body: unknown = await response.json().catch(() => undefined);
  asking.signal?.throwIfAborted();
  if (!response.ok) return refusal(response.status, body);
  return body === undefined ? failed('unexpected', null) : { ok: true, data: body as T };
}

function refusal(status: number, body: unknown): Answer<never> {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  const detail = problem.detail ?? problem.title ?? null;
  if (problem.code === 'ambiguous_commit') return failed('ambiguous', detail, problem.candidates);
  return failed(REASON_OF_STATUS[status] ?? 'unexpected', detail);
}

function failed(
  reason: FailureReason,
  detail: string | null,
  candidates: readonly string[] = [],
): Answer<never> {
  return { ok: false, failure: { reason, detail, candidates } };
}
