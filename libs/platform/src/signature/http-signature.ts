import { createHash } from 'node:crypto';
import { equalInConstantTime } from './constant-time.js';
import { isFresh } from './freshness.js';
import { hmac } from './hmac-header.js';
import { anySecret, type SignatureResult, unsignedBecause } from './signature-result.js';

/**
 * Checks a `Signature` header after draft-cavage-http-signatures with `hmac-sha256`, as Drone sends
 * it: the signed headers must include `date` and `digest`, `Digest` must be the SHA-256 of the body,
 * and `Date` must be within the tolerance. Pseudo-headers such as `(request-target)` are refused,
 * because the raw delivery does not carry the request line.
 */
export function verifyHttpSignature(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
  now: Date,
): SignatureResult {
  const header = headers['signature'];
  const parameters = signatureParameters(header ?? '');
  const names = (parameters.get('headers') ?? '').toLowerCase().split(' ').filter(Boolean);
  const covered = names.includes('date') && names.includes('digest');
  const complete = names.every((name) => Object.hasOwn(headers, name));
  const hmacSha256 = (parameters.get('algorithm') ?? '').toLowerCase() === 'hmac-sha256';
  const content = names.map((name) => `${name}: ${headers[name] ?? ''}`).join('\n');
  const signature = parameters.get('signature') ?? '';
  const digestHolds = digestMatches(body, headers['digest'] ?? '');
  const result = anySecret(
    header,
    secrets,
    (secret) =>
      covered &&
      complete &&
      hmacSha256 &&
      digestHolds &&
      equalInConstantTime(signature, hmac('sha256', secret, content, 'base64')),
  );
  const date = Date.parse(headers['date'] ?? '') / 1000;
  return result.ok && !isFresh(date, now) ? unsignedBecause('stale_timestamp') : result;
}

function signatureParameters(header: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name, value] of header.matchAll(/([a-zA-Z]+)="([^"]*)"/g)) {
    if (name !== undefined && value !== undefined) parameters.set(name, value);
  }
  return parameters;
}

function digestMatches(body: Buffer, header: string): boolean {
  const expected = createHash('sha256').update(body).digest('base64');
  const claimed = /(?:^|,)\s*SHA-256=([A-Za-z0-9+/=]+)/i.exec(header)?.[1] ?? '';
  return equalInConstantTime(claimed, expected);
}
