import { equalInConstantTime } from './constant-time.js';
import { isFresh } from './freshness.js';
import { hmac } from './hmac-header.js';
import { anySecret, type SignatureResult, unsignedBecause } from './signature-result.js';

/**
 * Checks `timestamp=<epoch seconds>,signature=<hex HMAC-SHA256 of "<timestamp>.<body>">`
 * (Buildkite, "Webhooks: HTTP headers"). A valid signature outside the tolerance is `stale_timestamp`.
 */
export function verifyTimestampedHmac(
  body: Buffer,
  header: string | undefined,
  secrets: readonly string[],
  now: Date,
): SignatureResult {
  const timestamp = /(?:^|,)\s*timestamp=(\d{1,15})/.exec(header ?? '')?.[1] ?? '';
  const signature = /(?:^|,)\s*signature=([0-9a-f]+)/i.exec(header ?? '')?.[1] ?? '';
  const content = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
  const result = anySecret(
    header,
    secrets,
    (secret) =>
      timestamp !== '' &&
      equalInConstantTime(signature.toLowerCase(), hmac('sha256', secret, content, 'hex')),
  );
  return result.ok && !isFresh(Number(timestamp), now) ? unsignedBecause('stale_timestamp') : result;
}
