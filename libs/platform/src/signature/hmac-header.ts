import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './constant-time.js';
import { anySecret, type SignatureResult } from './signature-result.js';

/** How a sender writes an HMAC of the body into one header. */
export interface HmacScheme {
  readonly algorithm: 'sha256' | 'sha1';
  /** Text before the digest, e.g. `sha256=`; empty where the sender writes the bare digest. */
  readonly prefix: string;
  readonly encoding: 'hex' | 'base64';
}

/** A sender lists at most the signatures of its current and previous keys; more only burns CPU. */
const MAX_ENTRIES = 8;

/**
 * Checks `header` against the HMAC of `content` under any of the secrets. A comma-separated header
 * verifies when one of its entries with the scheme's prefix does; entries with other prefixes are
 * ignored, so a weaker digest sent beside it is never looked at.
 */
export function verifyHmacHeader(
  content: Buffer | string,
  header: string | undefined,
  secrets: readonly string[],
  scheme: HmacScheme,
): SignatureResult {
  const candidates = (header ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && entry.startsWith(scheme.prefix))
    .slice(0, MAX_ENTRIES)
    .map((entry) => comparable(entry.slice(scheme.prefix.length), scheme));
  return anySecret(header, secrets, (secret) => {
    const expected = hmac(scheme.algorithm, secret, content, scheme.encoding);
    return candidates.some((candidate) => equalInConstantTime(candidate, expected));
  });
}

/** HMAC of `content`; `key` is text (UTF-8) or bytes. */
export function hmac(
  algorithm: HmacScheme['algorithm'],
  key: string | Buffer,
  content: Buffer | string,
  encoding: HmacScheme['encoding'],
): string {
  return createHmac(algorithm, key).update(content).digest(encoding);
}

const comparable = (digest: string, scheme: HmacScheme) =>
  scheme.encoding === 'hex' ? digest.toLowerCase() : digest;
