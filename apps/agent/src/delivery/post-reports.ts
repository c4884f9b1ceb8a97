import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { FailuresAccepted, Problem } from '#contract';
import type { AgentReport } from './outbox.js';

/** Where the service is, and what lets the agent in. */
export interface Service {
  readonly url: string;
  readonly token: string;
}

/** Reports in the bytes in which they are sent, also when they are sent again. */
export interface Batch {
  readonly reports: readonly AgentReport[];
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same for the same reports, so that a batch whose answer was lost is taken once. */
  readonly key: string;
}

/** Why a batch has to be sent again. */
export type RetryCause = 'unreachable' | 'unauthorized' | 'throttled' | 'unavailable' | 'unexpected';

/** What became of a batch. */
export type PostOutcome =
  | {
      readonly is: 'taken';
      readonly duplicates: number;
      readonly rejected: readonly { readonly detail: string }[];
      /** How far this machine's clock is ahead of the service's, in milliseconds; `null` when it does not say. */
      readonly clockSkewMs: number | null;
    }
  | {
      readonly is: 'again';
      readonly cause: RetryCause;
      readonly detail: string;
      readonly retryAfterMs: number | null;
    }
  | { readonly is: 'too_large' }
  | { readonly is: 'refused'; readonly detail: string };

/** A healthy service answers in well under a second; a slow one is given time, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** Makes a batch of reports. */
export function batchOf(reports: readonly AgentReport[]): Batch {
  const text = JSON.stringify(reports);
  const key = createHash('sha256').update(text).digest('hex');
  return { reports, body: gzipSync(text), key };
}

/** Sends a batch once. Never throws. */
export async function postReports(
  { url, token }: Service,
  { body, key }: Batch,
  now: () => Date,
  signal?: AbortSignal,
): Promise<PostOutcome> {
  const sent = now().getTime();
  try {
    const deadline = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL('/v1/failures', url), {
      method: 'POST',
      body,
      // A redirect would carry the token to another host.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'idempotency-key': key,
        'user-agent': 'pulltrace-agent',
      },
    });
    const text = await response.text();
    return outcomeOf(response, text, (sent + now().getTime()) / 2);
  } catch (error) {
    return { is: 'again', cause: 'unreachable', detail: reasonOf(error), retryAfterMs: null };
  }
}

function outcomeOf(response: Response, text: string, at: number): PostOutcome {
  const { status } = response;
  if (status === 202) return taken(response, text, at);
  if (status === 413) return { is: 'too_large' };
  const detail = `${status} ${problemOf(text)}`.trim();
  // What the service reads and will never take; sent again it would be refused again.
  if (status === 400 || status === 422) return { is: 'refused', detail };
  return { is: 'again', cause: causeOf(status), detail, retryAfterMs: retryAfter(response, at) };
}

function taken(response: Response, text: string, at: number): PostOutcome {
  const answer = FailuresAccepted.safeParse(parsed(text)).data;
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    is: 'taken',
    duplicates: answer?.duplicates ?? 0,
    rejected: answer?.rejected ?? [],
    // The header has whole seconds, cut off: half of one is the middle of what it can mean.
    clockSkewMs: Number.isNaN(date) ? null : Math.round(at - (date + 500)),
  };
}

function causeOf(status: number): RetryCause {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'unavailable' : 'unexpected';
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(response: Response, now: number): number | null {
  const value = response.headers.get('retry-after');
  if (value === null) return null;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : null;
}

function problemOf(text: string): string {
  const problem = Problem.safeParse(parsed(text)).data;
  return problem ? (problem.detail ?? problem.title) : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? 'no reason given';
}
