import type { z } from 'zod';
import { readJson } from '../json/read-json.js';

/** A body read with a lenient schema, or why it could not be. */
export type DocumentResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: 'unreadable_body' | 'unexpected_shape' };

/** Reads a JSON body with a schema of `lenient`; `unexpected_shape` when it is not the kind of value asked for. */
export function readDocument<Schema extends z.ZodType>(
  body: Buffer,
  schema: Schema,
): DocumentResult<NonNullable<z.output<Schema>>> {
  const json = readJson(body);
  if (!json.ok) return { ok: false, reason: 'unreadable_body' };
  const value = schema.safeParse(json.value).data;
  if (value === undefined || value === null) return { ok: false, reason: 'unexpected_shape' };
  return { ok: true, value: value as NonNullable<z.output<Schema>> };
}
