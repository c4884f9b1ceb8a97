import { DEFAULT_BODY_LIMIT, type SourceAdapter } from '#pipeline';
import { lenient, readJson, verifyStandardWebhook, verifyStaticHeader } from '#platform';
import { GITLAB_EVENTS } from './gitlab/events.js';

const kindSchema = lenient.shape({ object_kind: lenient.text, event_name: lenient.text });

/** GitLab project, group and system hooks (GitLab docs, "Webhooks" and "Webhook events"). */
export const gitlab: SourceAdapter = {
  id: 'gitlab',
  title: 'GitLab',
  feeds: ['commits', 'builds'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['x-gitlab-token', 'webhook-signature'],
  identify: ({ headers }) => ({
    event: headers['x-gitlab-event'] ?? null,
    // The same over retries; `X-Gitlab-Event-UUID` is shared by hooks that trigger each other.
    deliveryId: headers['idempotency-key'] ?? headers['webhook-id'] ?? null,
  }),
  /** The secret token in clear, or the signing token of newer versions; either proves the sender. */
  verify({ headers, body }, { secrets }, now) {
    const token = verifyStaticHeader(headers['x-gitlab-token'], secrets);
    if (token.ok || headers['webhook-signature'] === undefined) return token;
    return verifyStandardWebhook(body, headers, secrets, now);
  },
  normalise({ body }) {
    const document = readJson(body);
    if (!document.ok) return { ignored: 'unreadable_body' };
    const kinds = lenient.read(kindSchema, document.value);
    const read = GITLAB_EVENTS.get(kinds?.object_kind ?? kinds?.event_name ?? '');
    return read?.(document.value) ?? { ignored: 'unknown_event' };
  },
};
