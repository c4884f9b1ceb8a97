import { imageDigestOf, imageRepositoryAt, imageTagOf } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import {
  awsConfirmationUrl,
  awsKeyUrl,
  OPERATOR_CREDENTIAL_HEADERS,
  readAwsEvent,
  verifyAwsDelivery,
} from '#platform';
import { type ImageAction, readImageAction } from './ecr/image-action.js';

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['push', 'push'],
  // Replication puts the image into this registry as a push does.
  ['replicate', 'push'],
  ['delete', 'delete'],
]);

/**
 * Amazon ECR over EventBridge, SNS, or reshaped into a CloudEvent by an input transformer (ECR user
 * guide, "Amazon ECR events and EventBridge"). Delivery is best effort, so silence proves nothing.
 */
export const ecr: SourceAdapter = {
  id: 'ecr',
  title: 'Amazon ECR',
  aliases: ['eventbridge', 'sns', 'cloudevents', 'cloudevents-ecr'],
  feeds: ['pushes'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify({ body }) {
    const result = readAwsEvent(body);
    const action = result.ok ? readImageAction(result.event) : null;
    return { event: action?.event ?? null, deliveryId: action?.id ?? null };
  },
  keyUrl: awsKeyUrl,
  confirmationUrl: awsConfirmationUrl,
  verify: (delivery, source) => verifyAwsDelivery(delivery, source),
  normalise({ body }) {
    const result = readAwsEvent(body);
    if (!result.ok) return { ignored: result.reason };
    const action = readImageAction(result.event);
    if (action === null) return { ignored: 'unexpected_shape' };
    if (!action.known) return { ignored: action.ours ? 'irrelevant_event' : 'unknown_event' };
    const kind = KINDS.get(action.type ?? '');
    // A push that failed changed nothing.
    if (kind === undefined || action.failed) return { ignored: 'irrelevant_event' };
    return normalised([{ kind, ...imageOf(action) }]);
  },
};

function imageOf(action: ImageAction) {
  const { account, region } = action;
  const host =
    account && region && `${account}.dkr.ecr.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  return {
    provider: 'ecr',
    repository: host ? imageRepositoryAt(host, action.repository) : null,
    tag: imageTagOf(action.tag),
    digest: imageDigestOf(action.digest),
    mediaType: action.mediaType,
    occurredAt: action.at,
    eventId: action.id,
  };
}
