import { createHash } from 'node:crypto';

/** Half of a surrogate pair without its other half: not representable in UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
const REPLACEMENT = '\ufffd';

/** The longest text that leads an index: the longest image name (OCI distribution specification) and git ref. */
const LONGEST_NAME = 255;

/** PostgreSQL keeps neither U+0000 nor lone surrogates, in text or in jsonb. */
export function storableText(text: string): string {
  return text.replaceAll('\0', REPLACEMENT).replace(LONE_SURROGATE, REPLACEMENT);
}

/** JSON for a jsonb column. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'string') return storableText(inner);
    return inner;
  });
}

/** A name for an indexed column; `null` when it is longer than any real one, and so cannot be looked up. */
export function storableName(text: string | null | undefined): string | null {
  if (!text || text.length > LONGEST_NAME) return null;
  return storableText(text);
}

/** A name for a column that must not be empty: an over-long one is cut. */
export function clippedName(text: string): string {
  return storableText(text.slice(0, LONGEST_NAME));
}

/** A sender's key, as it is or, when it is too long for an index, by its hash. */
export function storableKey(text: string): string {
  if (text.length <= LONGEST_NAME) return storableText(text);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** A whole number that fits a bigint column; others cannot be looked up. */
export function storableNumber(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

const EARLIEST = '0001-01-01T00:00:00.000Z';
const LATEST = '9999-12-31T23:59:59.999Z';

/** A time as text, within the years that RFC 3339 can write. Both ends are kept within; no time is the earliest. */
export function storableTime(text: string): string {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds) || milliseconds < Date.parse(EARLIEST)) return EARLIEST;
  return milliseconds > Date.parse(LATEST) ? LATEST : new Date(milliseconds).toISOString();
}
