import { imageDigestOf, imageRepositoryAt, imageTagOf, type Observation } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, OPERATOR_CREDENTIAL_HEADERS, readDocument, verifyOperatorCredential } from '#platform';
import { hostOf } from './at-host.js';
import { isImageManifest } from './media-type.js';

const { list, shape, text, time } = lenient;

const eventFields = shape({
  id: text,
  timestamp: time,
  action: text,
  target: shape({ mediaType: text, digest: text, repository: text, url: text, tag: text }),
  request: shape({ host: text }),
  actor: shape({ name: text }),
});

const envelopeSchema = shape({ events: list(eventFields) });

type RegistryEvent = lenient.Read<typeof eventFields>;

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['push', 'push'],
  ['delete', 'delete'],
]);

/**
 * CNCF Distribution, Docker Registry 2 and GitLab's registry (distribution/distribution,
 * "Notifications"). One envelope holds several events: one per blob, one per manifest, and pulls.
 */
export const distribution: SourceAdapter = {
  id: 'distribution',
  title: 'CNCF Distribution, GitLab registry',
  aliases: ['gitlab-registry'],
  feeds: ['pushes'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify: ({ body }) => ({ event: 'envelope', deliveryId: soleEventId(body) }),
  // The header is whatever the registry's `notifications.endpoints[].headers` configure.
  verify: ({ headers }, { secrets }) => verifyOperatorCredential(headers, secrets),
  normalise({ body }, { registryHost }) {
    const envelope = readDocument(body, envelopeSchema);
    if (!envelope.ok) return { ignored: envelope.reason };
    const relevant = envelope.value.events.filter(({ action }) => KINDS.has(action ?? ''));
    if (relevant.length === 0) return { ignored: 'irrelevant_event' };
    const manifests = relevant.filter(isManifestEvent);
    if (manifests.length === 0) return { ignored: 'not_an_image' };
    return normalised(manifests.flatMap((event) => observe(event, registryHost)));
  },
};

/** Blobs are told by their media type or, where a delete event names none, by the address. */
function isManifestEvent({ action, target }: RegistryEvent): boolean {
  if (target?.url?.includes('/blobs/') === true) return false;
  if (target?.mediaType !== undefined) return isImageManifest(target.mediaType);
  // A delete without a tag and an address could be of a blob; the registry's blob deletes have no `url`
  // either, but only manifests can be asked for by what a pod names, so it is kept.
  return action === 'delete' || target?.url?.includes('/manifests/') === true || target?.tag !== undefined;
}

function observe(event: RegistryEvent, registryHost: string | undefined): Observation[] {
  const { target } = event;
  const host = registryHost ?? event.request?.host ?? hostOf(target?.url);
  const repository = imageRepositoryAt(host, target?.repository);
  const kind = KINDS.get(event.action ?? '');
  if (kind === undefined) return [];
  return [
    {
      kind,
      provider: 'distribution',
      repository,
      tag: imageTagOf(target?.tag),
      digest: imageDigestOf(target?.digest),
      mediaType: target?.mediaType,
      occurredAt: event.timestamp,
      actor: event.actor?.name,
      eventId: event.id,
    },
  ];
}

/** An envelope has no id; a retry repeats it byte by byte, and with one event its id names it. */
function soleEventId(body: Buffer): string | null {
  const envelope = readDocument(body, envelopeSchema);
  const events = envelope.ok ? envelope.value.events : [];
  return events.length === 1 ? (events[0]?.id ?? null) : null;
}
