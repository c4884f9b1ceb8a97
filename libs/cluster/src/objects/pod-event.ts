import { classifyPullError } from '#domain';
import { lenient } from '#platform';

const { integer, shape, text, zonedTime } = lenient;

const Reference = shape({ kind: text, namespace: text, name: text, uid: text, fieldPath: text });

/** Both shapes of an Event: core/v1 (`involvedObject`, `message`) and events.k8s.io/v1 (`regarding`, `note`). */
const EventSchema = shape({
  involvedObject: Reference,
  regarding: Reference,
  reason: text,
  message: text,
  note: text,
  count: integer,
  deprecatedCount: integer,
  series: shape({ count: integer, lastObservedTime: zonedTime }),
  lastTimestamp: zonedTime,
  deprecatedLastTimestamp: zonedTime,
  firstTimestamp: zonedTime,
  deprecatedFirstTimestamp: zonedTime,
  eventTime: zonedTime,
});

type RawEvent = lenient.Read<typeof EventSchema>;

/** What an Event tells of a pod's images. */
export type PodEvent = { readonly pod: PodName } & (
  | ({
      readonly about: 'pull';
      /** Container in the field path, also of init and ephemeral containers; `null` where none is named. */
      readonly container: string | null;
      /** The image it names, as the spec writes it. */
      readonly image: string | null;
    } & Said)
  | ({ readonly about: 'sandbox'; readonly image: string } & Said)
  /** Pull secrets that the pod names and the kubelet could not find. */
  | { readonly about: 'secrets'; readonly missing: readonly string[] }
);

interface Said {
  /** The error, or empty when the Event only says that there is one. */
  readonly detail: string;
  readonly firstSeenAt: string | null;
  readonly saidAt: string | null;
  /** Attempts that failed, as far as the Event counts them. */
  readonly count: number | null;
}

/** The pod that an Event is about. */
export interface PodName {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Reasons of Events that no failed pull has, for a field selector. A selector has no "or", so the
 * loud ones are ruled out instead of the wanted ones named. Events of the kubelet: kubernetes/kubernetes,
 * pkg/kubelet/events/event.go.
 */
export const LOUD_REASONS: readonly string[] = [
  'Scheduled',
  'FailedScheduling',
  'Pulling',
  'Pulled',
  'Created',
  'Started',
  'Killing',
  'Unhealthy',
  'NodeNotReady',
  'TaintManagerEviction',
  'SuccessfulAttachVolume',
];

/**
 * Reads an Event; `null` when it is about something else. `BackOff` is an Event of type Normal, so the
 * type is not looked at.
 */
export function readPodEvent(value: unknown): PodEvent | null {
  const raw = lenient.read(EventSchema, value);
  const reference = raw?.involvedObject ?? raw?.regarding;
  if (!raw || reference?.kind !== 'Pod') return null;
  const { uid, namespace, name } = reference;
  if (!uid || !namespace || !name) return null;
  const pod = { uid, namespace, name };
  const message = withoutPrefix(raw.message ?? raw.note ?? '');
  if (raw.reason === 'FailedToRetrieveImagePullSecret') return secretsEvent(pod, message);
  return pullEvent(pod, raw, message, reference.fieldPath);
}

/** The recorder of client-go puts this before the text of ten similar Events (tools/record/events_cache.go). */
const AGGREGATED = '(combined from similar events): ';

const withoutPrefix = (message: string) =>
  message.startsWith(AGGREGATED) ? message.slice(AGGREGATED.length) : message;

/** Which kubelet reasons can speak of a pull at all; the text decides. */
const REASONS: ReadonlySet<string | undefined> = new Set([
  'Failed',
  'BackOff',
  'InspectFailed',
  'ErrImageNeverPull',
  'FailedCreatePodSandBox',
]);

/** The kubelet's own wordings that name an image (pkg/kubelet/images/image_manager.go). */
const NAMED_IMAGE =
  /^(?:Failed to pull image|Failed to inspect image|Failed to apply default image tag|Container image|Back-off pulling image) "([^"]+)"/;

function pullEvent(
  pod: PodName,
  raw: RawEvent,
  message: string,
  fieldPath: string | undefined,
): PodEvent | null {
  if (!REASONS.has(raw.reason)) return null;
  const read = classifyPullError({ reason: raw.reason ?? null, message });
  const bare = read.class === 'backoff_only';
  const image = NAMED_IMAGE.exec(message)?.[1] ?? null;
  // `Failed` is also the reason of containers that cannot be made or started.
  if (read.class === 'not_pull' || (raw.reason === 'Failed' && !image && !bare)) return null;
  const seen = {
    firstSeenAt: raw.firstTimestamp ?? raw.deprecatedFirstTimestamp ?? raw.eventTime ?? null,
    saidAt:
      raw.series?.lastObservedTime ??
      raw.lastTimestamp ??
      raw.deprecatedLastTimestamp ??
      raw.eventTime ??
      null,
    count: raw.series?.count ?? raw.count ?? raw.deprecatedCount ?? null,
  };
  if (raw.reason === 'FailedCreatePodSandBox') {
    const sandbox = /sandbox image "([^"]+)"/.exec(message)?.[1];
    return sandbox ? { about: 'sandbox', pod, image: sandbox, detail: message, ...seen } : null;
  }
  return {
    about: 'pull',
    pod,
    container: containerIn(fieldPath),
    image,
    detail: bare ? '' : message,
    ...seen,
  };
}

/** `spec.initContainers{migrate}` */
const containerIn = (fieldPath: string | undefined) =>
  /^spec\.(?:initContainers|containers|ephemeralContainers)\{(.+)\}$/.exec(fieldPath ?? '')?.[1] ?? null;

/** `Unable to retrieve some image pull secrets (a, b); attempting to pull the image may not succeed.` */
function secretsEvent(pod: PodName, message: string): PodEvent | null {
  const names = /image pull secrets \(([^)]*)\)/.exec(message)?.[1];
  const missing = (names ?? '').split(',').flatMap((name) => name.trim() || []);
  return missing.length > 0 ? { about: 'secrets', pod, missing } : null;
}
