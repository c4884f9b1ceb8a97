import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn for this many ids at once: one system call each would cost more than the id. */
const POOL_IDS = 256;
const RANDOM_BYTES = 10;

/** Makes ids; an argument wherever ids are made. */
export type IdSource = (now: Date) => string;

/**
 * UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits. Ids made
 * later sort later, to the millisecond, which keeps a table's primary key index compact.
 *
 * @param random at least ten random bytes
 */
export function uuidv7(now: Date, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.set(random.subarray(0, RANDOM_BYTES), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An id source on the operating system's randomness. */
export function createIdSource(): IdSource {
  const pool = Buffer.alloc(POOL_IDS * RANDOM_BYTES);
  let used = pool.length;
  return (now) => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, used + RANDOM_BYTES);
    used += RANDOM_BYTES;
    return uuidv7(now, random);
  };
}
