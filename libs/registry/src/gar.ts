import { type Observation, readWrittenImage } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { googlePushKeyUrl, lenient, readPubSubMessage, verifyGooglePush } from '#platform';

const { read, shape, text } = lenient;

const notificationSchema = shape({ action: text, digest: text, tag: text });

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['INSERT', 'push'],
  ['DELETE', 'delete'],
]);

/** Google Artifact Registry and Container Registry over Pub/Sub topic `gcr` (Artifact Registry docs, "Configure Pub/Sub notifications"). */
export const gar: SourceAdapter = {
  id: 'gar',
  title: 'Google Artifact Registry',
  aliases: ['gcr', 'gcp-pubsub'],
  feeds: ['pushes'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['authorization'],
  identify(delivery) {
    const result = readPubSubMessage(delivery);
    const notification = result.ok ? read(notificationSchema, result.message.data) : undefined;
    return {
      event: notification?.action ?? null,
      deliveryId: result.ok ? (result.message.messageId ?? null) : null,
    };
  },
  keyUrl: googlePushKeyUrl,
  verify: verifyGooglePush,
  normalise(delivery) {
    const result = readPubSubMessage(delivery);
    if (!result.ok) return { ignored: result.reason };
    const notification = read(notificationSchema, result.message.data);
    if (notification === undefined) return { ignored: 'unexpected_shape' };
    const kind = KINDS.get(notification.action ?? '');
    if (kind === undefined) return { ignored: 'unknown_event' };
    const named = readWrittenImage(notification.tag, null);
    const hashed = readWrittenImage(notification.digest, null);
    const observation: Observation = {
      kind,
      provider: 'gar',
      repository: (hashed ?? named)?.repository,
      tag: named?.tag ?? hashed?.tag,
      digest: hashed?.digest ?? named?.digest,
      occurredAt: result.message.publishTime,
      eventId: result.message.messageId,
    };
    return normalised([observation]);
  },
};
