/** Why the API server did not give what was asked for. */
export type ApiFailureReason =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  /** 410: the resource version, or the continue token, is too old. */
  | 'gone'
  | 'conflict'
  /** 429, or a server that asks for patience. */
  | 'throttled'
  /** 5xx. */
  | 'unavailable'
  /** No connection, or one that broke. */
  | 'unreachable'
  /** The answer is not what the API promises, or is larger than is read. */
  | 'garbage'
  /** Another refusal: 400, 405, 422 … */
  | 'refused';

export interface ApiFailure {
  readonly ok: false;
  readonly reason: ApiFailureReason;
  /** `null` where there was no answer. */
  readonly status: number | null;
  readonly detail: string;
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
}

const BY_STATUS: Readonly<Record<number, ApiFailureReason>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
  429: 'throttled',
};

/** The failure that an HTTP status means, also of a `Status` object inside a watch. */
export function failureOfStatus(
  status: number,
  detail: string,
  retryAfterMs: number | null = null,
): ApiFailure {
  const reason = BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'refused');
  return { ok: false, reason, status, detail: detail.slice(0, 500), retryAfterMs };
}

/** A failure without an answer. */
export const brokenOff = (reason: 'unreachable' | 'garbage', detail: string): ApiFailure => ({
  ok: false,
  reason,
  status: null,
  detail: detail.slice(0, 500),
  retryAfterMs: null,
});
