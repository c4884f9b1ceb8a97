import { equalInConstantTime } from './constant-time.js';
import { isFresh } from './freshness.js';
import { hmac } from './hmac-header.js';
import { anySecret, type SignatureResult, unsignedBecause } from './signature-result.js';

const MAX_ENTRIES = 8;

/**
 * Checks the Standard Webhooks headers (standard-webhooks/standard-webhooks, specification,
 * "Signature scheme"): `webhook-signature` is a space-separated list of
 * `v1,<base64 HMAC-SHA256 of "<webhook-id>.<webhook-timestamp>.<body>">`, the key is `whsec_<base64>`.
 */
export function verifyStandardWebhook(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
  now: Date,
): SignatureResult {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const header = headers['webhook-signature'];
  const wellFormed = id !== '' && /^\d{1,15}$/.test(timestamp);
  const candidates = (header ?? '')
    .split(' ')
    .filter((entry) => entry.startsWith('v1,'))
    .slice(0, MAX_ENTRIES)
    .map((entry) => entry.slice('v1,'.length));
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const result = anySecret(header, secrets, (secret) => {
    const expected = hmac('sha256', standardWebhookKey(secret), content, 'base64');
    return wellFormed && candidates.some((candidate) => equalInConstantTime(candidate, expected));
  });
  return result.ok && !isFresh(Number(timestamp), now) ? unsignedBecause('stale_timestamp') : result;
}

/** Key bytes of a `whsec_<base64>` secret; any other text is used as it is. */
export function standardWebhookKey(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
}
