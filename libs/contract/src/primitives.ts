import { z } from 'zod';

/** RFC 3339 time; answers are always UTC with milliseconds, requests may carry any offset. */
export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 time' });

/** A short text a sender may leave out; `null` and absent mean the same. */
export const OptionalText = z.string().max(4096).nullish();

/** Full commit id: 40 hex (SHA-1) or 64 hex (SHA-256). */
export const CommitId = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/i, 'must be the full commit id: 40 or 64 hexadecimal digits')
  .transform((sha) => sha.toLowerCase());

/** Content digest. The lengths are those of the OCI image specification's registered algorithms. */
export const Digest = z
  .string()
  .regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/, 'must be sha256:<64 hex> or sha512:<128 hex>');

/** A tag by the OCI distribution specification's grammar. */
export const Tag = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
    'must be a tag: letters, digits, _ . - and at most 128 characters',
  );

/** Keyset paging: at most 200 a page, the cursor is opaque. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});

/** A page of items; `nextCursor` is `null` on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
