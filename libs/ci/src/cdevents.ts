import type { Observation } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter, unsignedUnlessSecret } from '#pipeline';
import {
  type CloudEvent,
  lenient,
  OPERATOR_CREDENTIAL_HEADERS,
  readCloudEvents,
  readJson,
  verifyOperatorCredential,
} from '#platform';
import { CD_EVENTS, type CdEventReader } from './cdevents/events.js';
import { cdEventSchema } from './cdevents/payload.js';

/** `dev.cdevents.<subject>.<predicate>.<version>`, e.g. `dev.cdevents.pipelinerun.finished.0.3.0`. */
const TYPE = /^dev\.cdevents\.([a-z]+\.[a-z]+)\.\d/;

/**
 * CDEvents over CloudEvents, in the binary, structured and batched modes (cdevents/spec,
 * "CloudEvents Binding"). Authentication is outside the specification.
 */
export const cdevents: SourceAdapter = {
  id: 'cdevents',
  title: 'CDEvents',
  aliases: ['cloudevents'],
  feeds: ['builds', 'pushes'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify(delivery) {
    const events = eventsOf(delivery);
    const [first] = events;
    return {
      event: first?.type ?? null,
      // A batch has no id of its own.
      deliveryId: events.length === 1 ? (first?.id ?? null) : null,
    };
  },
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise(delivery, { registryHost }) {
    if (!readJson(delivery.body).ok) return { ignored: 'unreadable_body' };
    const ours = eventsOf(delivery).filter(({ type }) => TYPE.test(type ?? ''));
    if (ours.length === 0) return { ignored: 'unknown_event' };
    const known = ours.flatMap((event) => {
      const read = CD_EVENTS.get(TYPE.exec(event.type ?? '')?.[1] ?? '');
      return read === undefined ? [] : [{ event, read }];
    });
    if (known.length === 0) return { ignored: 'irrelevant_event' };
    const observations = known.map(({ event, read }) => observe(event, read, registryHost));
    const images = observations.filter((list) => list !== 'not_an_image');
    return images.length === 0 ? { ignored: 'not_an_image' } : normalised(images.flat());
  },
};

/** Also a CDEvent that was posted without an envelope: its own context names the type and the id. */
function eventsOf(delivery: Parameters<typeof readCloudEvents>[0]): readonly CloudEvent[] {
  const result = readCloudEvents(delivery);
  if (result.ok) return result.events;
  const json = readJson(delivery.body);
  const bare = json.ok ? lenient.read(cdEventSchema, json.value) : undefined;
  if (!json.ok || bare?.context === undefined) return [];
  const { id, type, timestamp } = bare.context;
  return [{ id, type, time: timestamp, data: json.value, whole: json.value }];
}

function observe(
  event: CloudEvent,
  read: CdEventReader,
  registryHost: string | undefined,
): Observation[] | 'not_an_image' {
  const cdEvent = lenient.read(cdEventSchema, event.data);
  if (cdEvent?.subject === undefined) return [];
  return read({
    id: cdEvent.context?.id ?? event.id,
    at: cdEvent.context?.timestamp ?? event.time,
    subject: cdEvent.subject,
    registryHost,
  });
}
