import { imageDigestOf, imageRepositoryAt, imageTagOf, type Observation } from '#domain';
import {
  DEFAULT_BODY_LIMIT,
  type IgnoreReason,
  normalised,
  type SourceAdapter,
  unsignedUnlessSecret,
} from '#pipeline';
import { lenient, OPERATOR_CREDENTIAL_HEADERS, readJson, verifyOperatorCredential } from '#platform';

const { list, read, shape, text, time } = lenient;

const eventFields = {
  id: text,
  timestamp: time,
  action: text,
  target: shape({ mediaType: text, digest: text, repository: text, tag: text }),
  request: shape({ host: text }),
};

const eventSchema = shape(eventFields);

/** A webhook's body is the event itself; Event Grid wraps it, in an array or as a CloudEvent. */
const deliverySchema = list(shape({ ...eventFields, eventType: text, type: text, data: eventSchema }));

type Delivery = lenient.Read<typeof deliverySchema>[number];
type RegistryEvent = lenient.Read<typeof eventSchema>;

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['push', 'push'],
  ['delete', 'delete'],
]);

const IGNORED: ReadonlyMap<string, IgnoreReason> = new Map([
  ['ping', 'ping'],
  ['chart_push', 'not_an_image'],
  ['chart_delete', 'not_an_image'],
  // An image in quarantine cannot be pulled yet.
  ['quarantine', 'irrelevant_event'],
]);

/** Azure Container Registry (Azure docs, "Azure Container Registry webhook reference" and "…as an Event Grid source"). */
export const acr: SourceAdapter = {
  id: 'acr',
  title: 'Azure Container Registry',
  feeds: ['pushes'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: [...OPERATOR_CREDENTIAL_HEADERS, 'aeg-sas-key'],
  identify({ body }) {
    const deliveries = deliveriesOf(body);
    const [first] = deliveries;
    return {
      event: first === undefined ? null : (eventName(first) ?? null),
      deliveryId: deliveries.length === 1 ? (first?.id ?? null) : null,
    };
  },
  // ACR adds the headers that its owner names.
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise({ body }, { registryHost }) {
    if (!readJson(body).ok) return { ignored: 'unreadable_body' };
    const deliveries = deliveriesOf(body);
    if (deliveries.some(isValidation)) return { ignored: 'subscription_confirmation' };
    const events = deliveries.map((delivery): RegistryEvent => ({ ...delivery, ...delivery.data }));
    const known = events.filter(({ action }) => KINDS.has(action ?? ''));
    if (known.length === 0) return { ignored: IGNORED.get(events[0]?.action ?? '') ?? 'unknown_event' };
    return normalised(known.map((event) => observe(event, registryHost)));
  },
};

function deliveriesOf(body: Buffer): Delivery[] {
  const json = readJson(body);
  if (!json.ok) return [];
  return read(deliverySchema, Array.isArray(json.value) ? json.value : [json.value]) ?? [];
}

const eventName = ({ eventType, type, action }: Delivery) => eventType ?? type ?? action;

/** Event Grid's handshake (Azure docs, "Endpoint validation with Event Grid event schema"). */
const isValidation = (delivery: Delivery) =>
  eventName(delivery) === 'Microsoft.EventGrid.SubscriptionValidationEvent';

function observe(event: RegistryEvent, registryHost: string | undefined): Observation {
  const { target } = event;
  const host = registryHost ?? event.request?.host;
  return {
    kind: KINDS.get(event.action ?? '') ?? 'push',
    provider: 'acr',
    repository: imageRepositoryAt(host, target?.repository),
    tag: imageTagOf(target?.tag),
    digest: imageDigestOf(target?.digest),
    mediaType: target?.mediaType,
    occurredAt: event.timestamp,
    eventId: event.id,
  };
}
