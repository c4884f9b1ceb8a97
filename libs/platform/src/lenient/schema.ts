import { z } from 'zod';
import { parseTime } from '../time/parse-time.js';

/**
 * Building blocks for payloads that others write. Every block accepts anything: a missing, `null` or
 * wrongly typed value becomes `undefined` and costs that field alone, never the document. The output
 * of `shape` holds only the named fields, so keys such as `__proto__` cannot travel further.
 */

/**
 * Longest text kept from one field, in UTF-16 units. PostgreSQL indexes and log lines stay bounded;
 * the longest field a verdict shows is a commit message, which hosts cut off far below this.
 */
export const MAX_TEXT = 65_536;

/**
 * Most elements read of one array; the rest is dropped. GitHub lists at most 2,048 commits in a push
 * and a registry envelope rarely holds more than a hundred events.
 */
export const MAX_LIST = 10_000;

const any = z.unknown().optional();

/** Text as it stands; blank text is absent. NUL and halves of surrogate pairs go: PostgreSQL cannot store them. */
export const text = any.transform((value) => asText(value));

/** An id or version: text, or a whole number that JavaScript holds exactly. */
export const identifier = any.transform((value) =>
  Number.isSafeInteger(value) ? String(value) : asText(value),
);

/** A whole number, also where it is written as text. */
export const integer = any.transform((value) => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
});

/** `true` or `false`, also as text. */
export const flag = any.transform((value) => {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
});

/** An instant in any spelling of `parseTime`, as RFC 3339 in UTC with milliseconds; UTC where no zone is named. */
export const time = any.transform((value) => parseTime(value)?.instant.toISOString());

/** Like `time`, absent when the sender names no zone: such a time can be half a day off. */
export const zonedTime = any.transform((value) => {
  const parsed = parseTime(value);
  return parsed?.zoned === true ? parsed.instant.toISOString() : undefined;
});

/** An object of known fields; anything that is no object becomes `undefined`. */
export function shape<Fields extends z.ZodRawShape>(fields: Fields) {
  const inner = z.object(fields);
  return any.transform((value): z.output<typeof inner> | undefined => {
    if (!isRecord(value)) return undefined;
    return inner.safeParse(value).data;
  });
}

/** An array of which unreadable elements are dropped; anything that is no array is empty. */
export function list<Element extends z.ZodType>(element: Element) {
  return any.transform((value): Exclude<z.output<Element>, undefined | null>[] => {
    if (!Array.isArray(value)) return [];
    return value.slice(0, MAX_LIST).flatMap((item) => {
      const parsed = element.safeParse(item).data;
      return parsed === undefined || parsed === null
        ? []
        : [parsed as Exclude<z.output<Element>, undefined | null>];
    });
  });
}

/** A map of texts, e.g. labels; other values are dropped. Never has a prototype's keys. */
export const textMap = any.transform((value): ReadonlyMap<string, string> => {
  if (!isRecord(value)) return new Map();
  const entries = Object.entries(value).slice(0, MAX_LIST);
  return new Map(
    entries.flatMap(([key, item]) => {
      const kept = asText(item);
      return kept === undefined ? [] : [[key, kept] as const];
    }),
  );
});

/** What a schema reads when it reads something. */
export type Read<Schema extends z.ZodType> = NonNullable<z.output<Schema>>;

/** Reads a document with a `shape`; `undefined` when it is no object. */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | undefined {
  return schema.safeParse(value).data;
}

function asText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const kept = value
    .slice(0, MAX_TEXT)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
  return kept === '' ? undefined : kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
