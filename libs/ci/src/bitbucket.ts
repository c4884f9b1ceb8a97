import { DEFAULT_BODY_LIMIT, type SourceAdapter } from '#pipeline';
import { readJson, verifyHmacHeader } from '#platform';
import { BITBUCKET_EVENTS } from './bitbucket/events.js';

/** Bitbucket Cloud (Atlassian docs, "Event payloads" and "Manage webhooks"). */
export const bitbucket: SourceAdapter = {
  id: 'bitbucket',
  title: 'Bitbucket Cloud',
  feeds: ['commits', 'builds'],
  // Bitbucket drops payloads over 256 KB; the common limit leaves room for that to change.
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['x-hub-signature'],
  identify: ({ headers }) => ({
    event: headers['x-event-key'] ?? null,
    deliveryId: headers['x-request-uuid'] ?? null,
  }),
  /** SHA-256 in the header in which GitHub sends SHA-1; the prefix tells them apart. */
  verify: ({ body, headers }, { secrets }) =>
    verifyHmacHeader(body, headers['x-hub-signature'], secrets, {
      algorithm: 'sha256',
      prefix: 'sha256=',
      encoding: 'hex',
    }),
  normalise({ headers, body }) {
    const event = headers['x-event-key'] ?? '';
    if (event === 'diagnostics:ping') return { ignored: 'ping' };
    const read = BITBUCKET_EVENTS.get(event);
    if (read === undefined) return { ignored: 'unknown_event' };
    const document = readJson(body);
    return document.ok ? read(document.value) : { ignored: 'unreadable_body' };
  },
};
