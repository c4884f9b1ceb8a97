import { createHash, randomBytes } from 'node:crypto';

/** Random bytes of a secret: 256 bits, which base64url writes as 43 characters. */
const SECRET_BYTES = 32;

/** An unguessable text of 43 letters, digits, `-` and `_`, fit for a header, a path or a file. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** An API token whose text tells what it may do: `pt_<scope>_<secret>`. */
export function newToken(scope: string): string {
  return `pt_${scope}_${newSecret()}`;
}

/**
 * What is kept of a token. A plain SHA-256 is enough for 256 random bits: there is nothing to guess
 * that a slow hash would protect, and the look-up is on every request.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
