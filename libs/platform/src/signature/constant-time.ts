import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two texts without telling by its duration where they differ. Both are hashed first, so
 * that the compared buffers have equal length and the length of the secret does not show either.
 */
export function equalInConstantTime(left: string | Buffer, right: string | Buffer): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest();
