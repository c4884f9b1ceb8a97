import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { googlePushKeyUrl, lenient, readPubSubMessage, verifyGooglePush } from '#platform';
import { observeBuild } from './cloudbuild/observe.js';
import { buildSchema } from './cloudbuild/payload.js';

/** Google Cloud Build over Pub/Sub push (Cloud Build docs, "Subscribe to build notifications"). */
export const cloudbuild: SourceAdapter = {
  id: 'cloudbuild',
  title: 'Google Cloud Build',
  aliases: ['gcp-pubsub'],
  feeds: ['builds'],
  unsigned: true,
  // Pub/Sub carries at most 10 MB a message, Cloud Build's stay far below.
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['authorization'],
  identify(delivery) {
    const result = readPubSubMessage(delivery);
    return { event: null, deliveryId: result.ok ? (result.message.messageId ?? null) : null };
  },
  keyUrl: googlePushKeyUrl,
  verify: verifyGooglePush,
  normalise(delivery) {
    const result = readPubSubMessage(delivery);
    if (!result.ok) return { ignored: result.reason };
    const build = lenient.read(buildSchema, result.message.data);
    if (build === undefined) return { ignored: 'unexpected_shape' };
    // Only a build has both; a registry's message on the same topic type has neither.
    if (build.id === undefined || build.status === undefined) return { ignored: 'unknown_event' };
    return normalised([observeBuild(build, result.message.publishTime)]);
  },
};
