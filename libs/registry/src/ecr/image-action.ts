import { lenient } from '#platform';

const { identifier, read, shape, text, time } = lenient;

const eventBridgeSchema = shape({
  id: text,
  'detail-type': text,
  source: text,
  account: identifier,
  region: text,
  time,
  detail: shape({
    'action-type': text,
    result: text,
    'repository-name': text,
    'image-tag': text,
    'image-digest': text,
    'manifest-media-type': text,
  }),
});

const cloudEventSchema = shape({
  id: text,
  type: text,
  source: text,
  subject: text,
  time,
  data: shape({
    repositoryName: text,
    imageTag: text,
    imageDigest: text,
    registryId: identifier,
    result: text,
    manifestMediaType: text,
  }),
});

/** What happened to an image in a registry of an account and region. */
export interface ImageAction {
  readonly id: string | undefined;
  readonly event: string | undefined;
  /** Whether ECR sent it, and whether it is one of the events that change images. */
  readonly ours: boolean;
  readonly known: boolean;
  /** `push`, `delete` or `replicate`. */
  readonly type: string | undefined;
  readonly failed: boolean;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly mediaType: string | undefined;
  readonly at: string | undefined;
}

const IMAGE_EVENTS = new Set(['ECR Image Action', 'ECR Replication Action']);

/** `com.amazon.ecr.image.push`, `com.amazonaws.ecr.image.delete` and the like. */
const CLOUD_EVENT_TYPE = /^(?:com\.amazon(?:aws)?|aws)\.ecr\.image\.(push|delete|replicate)/i;

/** `arn:aws:ecr:<region>:<account>:repository/<name>`, also as a URN, and then without the account; the partition differs in China. */
const ARN = /^(?:arn|urn):aws[a-z-]*:ecr:([a-z0-9-]+)(?::(\d{12}))?:repository\/(.+)$/;

/** The event as EventBridge sends it or as a CloudEvent; `null` when it is neither. */
export function readImageAction(value: unknown): ImageAction | null {
  const event = read(eventBridgeSchema, value);
  if (event?.['detail-type'] !== undefined) return fromEventBridge(event);
  const cloudEvent = read(cloudEventSchema, value);
  return cloudEvent?.type === undefined ? null : fromCloudEvent(cloudEvent);
}

function fromEventBridge(event: lenient.Read<typeof eventBridgeSchema>): ImageAction {
  const { detail } = event;
  const name = event['detail-type'] ?? '';
  return {
    id: event.id,
    event: name,
    ours: event.source === 'aws.ecr',
    known: IMAGE_EVENTS.has(name),
    type: detail?.['action-type']?.toLowerCase(),
    failed: detail?.result !== undefined && detail.result.toUpperCase() !== 'SUCCESS',
    account: event.account,
    region: event.region,
    repository: detail?.['repository-name'],
    tag: detail?.['image-tag'],
    digest: detail?.['image-digest'],
    mediaType: detail?.['manifest-media-type'],
    at: event.time,
  };
}

function fromCloudEvent(event: lenient.Read<typeof cloudEventSchema>): ImageAction {
  const { data } = event;
  const type = CLOUD_EVENT_TYPE.exec(event.type ?? '')?.[1]?.toLowerCase();
  const [, region, account, name] = ARN.exec(event.source ?? '') ?? [];
  return {
    id: event.id,
    event: event.type,
    ours: type !== undefined,
    known: type !== undefined,
    type,
    failed: data?.result !== undefined && data.result.toUpperCase() !== 'SUCCESS',
    account: account ?? data?.registryId,
    region,
    repository: data?.repositoryName ?? name,
    tag: data?.imageTag ?? tagInSubject(event.subject),
    digest: data?.imageDigest,
    mediaType: data?.manifestMediaType,
    at: event.time,
  };
}

/** A transformer may say the image only as the event's subject: `<repository>:<tag>`. */
const tagInSubject = (subject: string | undefined) => /:([^:/@]+)$/.exec(subject ?? '')?.[1];
