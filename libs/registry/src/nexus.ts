import { imageDigestOf, imageRepositoryAt, imageTagOf, type Observation } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, readDocument, verifyHmacHeader } from '#platform';

const { shape, text, time } = lenient;

const payloadSchema = shape({
  timestamp: time,
  initiator: text,
  action: text,
  component: shape({ format: text, name: text, version: text }),
  asset: shape({ format: text, name: text }),
});

type Payload = lenient.Read<typeof payloadSchema>;

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['CREATED', 'push'],
  ['UPDATED', 'push'],
  ['DELETED', 'delete'],
  ['PURGED', 'delete'],
]);

/** Sonatype Nexus Repository (Nexus docs, "Webhooks" and "Working with HMAC payloads"). */
export const nexus: SourceAdapter = {
  id: 'nexus',
  title: 'Sonatype Nexus',
  feeds: ['pushes'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['x-nexus-webhook-signature'],
  identify: ({ headers }) => ({
    event: headers['x-nexus-webhook-id'] ?? null,
    deliveryId: headers['x-nexus-webhook-delivery'] ?? null,
  }),
  /** SHA-1, the only scheme it has, over the body without white space between tokens. */
  verify({ headers, body }, { secrets }) {
    const scheme = { algorithm: 'sha1', prefix: '', encoding: 'hex' } as const;
    const signature = headers['x-nexus-webhook-signature'];
    const asSent = verifyHmacHeader(body, signature, secrets, scheme);
    return asSent.ok ? asSent : verifyHmacHeader(withoutWhiteSpace(body), signature, secrets, scheme);
  },
  normalise({ body }, { registryHost }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const { action, component, asset } = document.value;
    const kind = KINDS.get(action ?? '');
    if (kind === undefined || (component === undefined && asset === undefined))
      return { ignored: 'unknown_event' };
    if ((component ?? asset)?.format !== 'docker') return { ignored: 'not_an_image' };
    const image = component ?? manifestOf(asset?.name);
    if (image === undefined) return { ignored: 'not_an_image' };
    return normalised([observe(kind, document.value, image, registryHost)]);
  },
};

/** Nexus knows no public host of its own, so without a configured one the repository has none. */
function observe(
  kind: 'push' | 'delete',
  { timestamp, initiator }: Payload,
  image: { readonly name?: string | undefined; readonly version?: string | undefined },
  registryHost: string | undefined,
): Observation {
  return {
    kind,
    provider: 'nexus',
    repository: imageRepositoryAt(registryHost, image.name),
    tag: imageTagOf(image.version),
    digest: imageDigestOf(image.version),
    occurredAt: timestamp,
    // `user/address`
    actor: initiator?.replace(/\/[^/]*$/, ''),
  };
}

/** An asset is a file of the repository; only `v2/<name>/manifests/<tag or digest>` is an image. */
function manifestOf(path: string | undefined) {
  const [, name, version] = /^\/?v2\/(.+)\/manifests\/([^/]+)$/.exec(path ?? '') ?? [];
  return name === undefined ? undefined : { name, version };
}

/** The text of strings is left alone. */
const withoutWhiteSpace = (body: Buffer): string =>
  body.toString('utf8').replace(/("(?:[^"\\]|\\.)*")|\s+/gs, (_, quoted: string | undefined) => quoted ?? '');
