import { createHash } from 'node:crypto';

/** `sha256:<hex>` of the raw bytes: the delivery id of senders that have none. */
export function bodyDigest(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
