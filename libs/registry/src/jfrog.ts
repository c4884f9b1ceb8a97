import { imageDigestOf, imageRepositoryAt, imageTagOf, type Observation } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, readDocument, verifyHmacHeader, verifyStaticHeader } from '#platform';
import { hostOf } from './at-host.js';

const { list, shape, text } = lenient;

const payloadSchema = shape({
  domain: text,
  event_type: text,
  jpd_origin: text,
  source: text,
  data: shape({
    repo_key: text,
    name: text,
    sha256: text,
    image_name: text,
    tag: text,
    platforms: list(shape({ os: text, architecture: text, variant: text })),
  }),
});

type Payload = lenient.Read<typeof payloadSchema>;

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['pushed', 'push'],
  ['promoted', 'push'],
  ['deleted', 'delete'],
]);

/** File names of manifests; only the hash of such a file is a digest. */
const MANIFEST_FILES: ReadonlySet<string> = new Set(['manifest.json', 'list.manifest.json']);

/** JFrog Artifactory (JFrog docs, "Event types: Docker" and "Webhooks"). */
export const jfrog: SourceAdapter = {
  id: 'jfrog',
  title: 'JFrog Artifactory',
  aliases: ['artifactory'],
  feeds: ['pushes'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['x-jfrog-event-auth'],
  identify({ body }) {
    const document = readDocument(body, payloadSchema);
    const { domain, event_type: type } = document.ok ? document.value : {};
    return { event: domain && type ? `${domain}/${type}` : null, deliveryId: null };
  },
  /** The header is the secret itself, or the body's HMAC when payload signing is on. */
  verify({ headers, body }, { secrets }) {
    const header = headers['x-jfrog-event-auth'];
    const plain = verifyStaticHeader(header, secrets);
    if (plain.ok) return plain;
    const bare = header?.replace(/^sha256=/, '');
    return verifyHmacHeader(body, bare, secrets, { algorithm: 'sha256', prefix: '', encoding: 'hex' });
  },
  normalise({ body }, { registryHost }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const { domain, event_type: type } = document.value;
    if (domain === undefined) return { ignored: 'unknown_event' };
    if (domain !== 'docker') return { ignored: 'not_an_image' };
    const kind = KINDS.get(type ?? '');
    return kind === undefined
      ? { ignored: 'unknown_event' }
      : normalised([observe(kind, document.value, registryHost)]);
  },
};

/**
 * Without a Custom Base URL `jpd_origin` is empty and the host is unknown. `repo_key` is the local
 * repository, which clients may reach through a virtual one: that is what aliases are for.
 */
function observe(kind: 'push' | 'delete', payload: Payload, registryHost: string | undefined): Observation {
  const { data, source } = payload;
  const file = data?.name ?? '';
  const path = [data?.repo_key, data?.image_name].filter((part) => part !== undefined).join('/');
  const image = {
    provider: 'jfrog',
    repository: imageRepositoryAt(registryHost ?? hostOf(payload.jpd_origin), path),
    tag: imageTagOf(data?.tag),
    digest: MANIFEST_FILES.has(file) ? imageDigestOf(`sha256:${data?.sha256 ?? ''}`) : null,
    actor: source?.replace(/^.*\//, ''),
  };
  return kind === 'delete' ? { kind, ...image } : { kind, ...image, platforms: platformsOf(data) };
}

function platformsOf(data: Payload['data']): string[] | undefined {
  const named = (data?.platforms ?? []).flatMap(({ os, architecture, variant }) =>
    os === undefined || architecture === undefined || os === 'unknown'
      ? []
      : [[os, architecture, variant].filter((part) => part !== undefined).join('/')],
  );
  return named.length > 0 ? named : undefined;
}
