import { type Normalised, normalised, type RawDelivery, type SourceAdapter } from '#pipeline';
import { type JsonResult, readJson, readJsonText, verifyHmacHeader } from '#platform';
import { GITHUB_EVENTS } from './github/events.js';

/**
 * GitHub and GitHub Enterprise Server webhooks, GitHub Container Registry packages included
 * (GitHub docs, "Webhook events and payloads" and "Validating webhook deliveries").
 */
export const github: SourceAdapter = {
  id: 'github',
  title: 'GitHub',
  aliases: ['ghcr'],
  feeds: ['commits', 'builds', 'pushes'],
  // GitHub caps payloads at 25 MB and sends nothing above it.
  bodyLimit: 25 * 1024 * 1024,
  secretHeaders: ['x-hub-signature', 'x-hub-signature-256'],
  identify: ({ headers }) => ({
    event: headers['x-github-event'] ?? null,
    deliveryId: headers['x-github-delivery'] ?? null,
  }),
  // The SHA-1 header that GitHub still sends beside it is never looked at.
  verify: ({ body, headers }, { secrets }) =>
    verifyHmacHeader(body, headers['x-hub-signature-256'], secrets, {
      algorithm: 'sha256',
      prefix: 'sha256=',
      encoding: 'hex',
    }),
  normalise(delivery): Normalised {
    const event = delivery.headers['x-github-event'] ?? '';
    if (event === 'ping') return { ignored: 'ping' };
    const convert = GITHUB_EVENTS.get(event);
    if (convert === undefined) return { ignored: 'unknown_event' };
    const document = readBody(delivery);
    if (!document.ok) return { ignored: 'unreadable_body' };
    const result = convert(document.value, 'github');
    return Array.isArray(result) ? normalised(result) : { ignored: result };
  },
};

/** JSON, or the form field `payload` where the webhook's content type is `application/x-www-form-urlencoded`. */
function readBody({ headers, body }: RawDelivery): JsonResult {
  const form = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded');
  if (form !== true) return readJson(body);
  const payload = new URLSearchParams(body.toString('utf8')).get('payload');
  return payload === null ? { ok: false, reason: 'not_json' } : readJsonText(payload);
}
