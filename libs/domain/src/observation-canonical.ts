import type { Observation } from './observation.js';

const TIME_FIELDS = new Set([
  'occurredAt',
  'startedAt',
  'finishedAt',
  'committedAt',
  'firstSeenAt',
  'lastSeenAt',
  'knownSince',
]);
const COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** RFC 3339 in UTC with milliseconds, the one form in which times compare as text; `null` if it is no time. */
export function canonicalTime(text: string): string | null {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

/**
 * The one form of an observation that is kept: no empty fields, times in UTC, lower-case commit ids
 * and digests. A commit or digest that is malformed is dropped: it must never be matched on.
 */
export function canonicalObservation<O extends Observation>(observation: O): O {
  const kept: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(observation)) {
    const canonical = canonicalField(field, value);
    if (canonical !== null && canonical !== undefined && canonical !== '') kept[field] = canonical;
  }
  return kept as unknown as O;
}

function canonicalField(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (TIME_FIELDS.has(field)) return canonicalTime(value);
  if (field === 'commit') return matching(COMMIT_ID, value.toLowerCase());
  if (field === 'digest') return matching(DIGEST, value.toLowerCase());
  return value;
}

const matching = (pattern: RegExp, value: string) => (pattern.test(value) ? value : null);

/** JSON with sorted keys and without empty values: equal facts give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner).filter(([, field]) => field !== null && field !== undefined);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
