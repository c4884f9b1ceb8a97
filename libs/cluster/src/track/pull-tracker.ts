import type { Pod, PodIdentity } from '../objects/pod.js';
import type { PodEvent } from '../objects/pod-event.js';
import type { Change, RecoveryReason } from './change.js';
import { type FailingImage, firstFailure, heard, meaningOf, type Word } from './failing-image.js';

/** A pod with something that fails. */
interface TrackedPod {
  identity: PodIdentity;
  missingSecrets: readonly string[];
  /** By container name; the sandbox's under `SANDBOX`. */
  readonly failing: Map<string, FailingImage>;
}

/** No container has an empty name. */
const SANDBOX = '';

export interface TrackerSettings {
  /**
   * Time after which an unchanged failure is reported again, in milliseconds, so that what the service
   * knows is never older.
   */
  readonly refreshAfterMs: number;
}

/**
 * Remembers which containers fail and says what changed. Only failing containers are remembered, so
 * its size is that of the trouble and not of the cluster. Pod status is the truth; Events add texts.
 */
export class PullTracker {
  private readonly pods = new Map<string, TrackedPod>();

  constructor(private readonly settings: TrackerSettings) {}

  /** Takes a pod's present state. */
  see(pod: Pod, now: Date): readonly Change[] {
    const { uid } = pod.identity;
    if (pod.finished) return this.end(uid, 'PodFinished', now);
    const tracked = this.pods.get(uid);
    if (!tracked && !pod.containers.some(({ state }) => state.is === 'failing')) return [];
    const entry = tracked ?? this.track(pod.identity);
    entry.identity = pod.identity;
    const changes = [...recoveriesOf(entry, pod, now), ...this.failuresOf(entry, pod, now)];
    this.forgetIdle(uid, entry);
    return changes;
  }

  /**
   * Takes an Event. `null`: nothing is known to fail there, so only the pod itself can tell; hand it
   * over and take the Event again.
   */
  hear(event: PodEvent, now: Date): readonly Change[] | null {
    const tracked = this.pods.get(event.pod.uid);
    if (!tracked) return event.about === 'secrets' ? [] : null;
    if (event.about === 'secrets') return this.hearMissing(tracked, event.missing, now);
    if (event.about === 'sandbox') {
      // An Event of an hour ago may be of a sandbox that stands by now: only the pod can tell.
      return tracked.failing.has(SANDBOX) ? this.hearSandbox(tracked, event, now) : null;
    }
    const known = [...tracked.failing].filter(([name]) => (event.container ?? name) === name);
    const fits = ([, { image }]: (typeof known)[number]) => (event.image ?? image.image) === image.image;
    const told = known.filter(fits);
    return told.length === 0
      ? null
      : told.flatMap(([name, image]) => this.update(tracked, name, heard(image, wordOf(event), iso(now))));
  }

  /** Takes a sandbox Event of a pod whose sandbox does not stand. */
  seeSandbox(pod: Pod, event: Extract<PodEvent, { about: 'sandbox' }>, now: Date): readonly Change[] {
    if (pod.sandboxed || pod.finished) return [];
    return this.hearSandbox(this.pods.get(pod.identity.uid) ?? this.track(pod.identity), event, now);
  }

  /** The pod is gone. */
  gone(uid: string, now: Date): readonly Change[] {
    return this.end(uid, 'PodDeleted', now);
  }

  /** Failures that have not been reported for so long that they are due again. */
  due(now: Date): readonly Change[] {
    const before = iso(new Date(now.getTime() - this.settings.refreshAfterMs));
    return [...this.pods.values()].flatMap((tracked) =>
      [...tracked.failing].flatMap(([name, image]) =>
        (image.reported?.at ?? '') > before ? [] : [this.report(tracked, name, image, iso(now))],
      ),
    );
  }

  has(uid: string): boolean {
    return this.pods.has(uid);
  }

  /** Pods with failing containers, in the order in which they were first seen. */
  failing(): readonly PodIdentity[] {
    return [...this.pods.values()].map(({ identity }) => identity);
  }

  /** How many containers fail. */
  get size(): number {
    let size = 0;
    for (const { failing } of this.pods.values()) size += failing.size;
    return size;
  }

  private track(identity: PodIdentity): TrackedPod {
    const tracked: TrackedPod = { identity, missingSecrets: [], failing: new Map() };
    this.pods.set(identity.uid, tracked);
    return tracked;
  }

  private failuresOf(tracked: TrackedPod, pod: Pod, now: Date): readonly Change[] {
    return pod.containers.flatMap(({ name, state }) => {
      if (state.is !== 'failing') return [];
      const known = tracked.failing.get(name);
      if (known && isStale(known, state.image.image, state.message)) return [];
      const same = known?.image.image === state.image.image;
      const left = known && !same ? [recovery(tracked, name, known, leftReason(pod, known), iso(now))] : [];
      const next = known && same ? heard(known, state, iso(now)) : firstFailure(state.image, state, iso(now));
      return [...left, ...this.update(tracked, name, next)];
    });
  }

  private hearMissing(tracked: TrackedPod, missing: readonly string[], now: Date): readonly Change[] {
    const fresh = missing.filter((name) => !tracked.missingSecrets.includes(name));
    if (fresh.length === 0) return [];
    tracked.missingSecrets = [...tracked.missingSecrets, ...fresh].sort();
    return [...tracked.failing].map(([name, image]) => this.report(tracked, name, image, iso(now)));
  }

  private hearSandbox(
    tracked: TrackedPod,
    event: Extract<PodEvent, { about: 'sandbox' }>,
    now: Date,
  ): readonly Change[] {
    const word = { ...wordOf(event), reason: 'FailedCreatePodSandBox' };
    const known = tracked.failing.get(SANDBOX);
    // The kubelet pulls the sandbox's image only where it is missing (containerd, CRI-O: `ensureImageExists`).
    const image = { image: event.image, pullPolicy: 'IfNotPresent' };
    const next = known ? heard(known, word, iso(now)) : firstFailure(image, word, iso(now));
    return this.update(tracked, SANDBOX, next);
  }

  /** Remembers a failure and reports it when it means something new. */
  private update(tracked: TrackedPod, name: string, image: FailingImage): readonly Change[] {
    tracked.failing.set(name, image);
    if (image.reported?.meaning === meaningOf(image)) return [];
    return [this.report(tracked, name, image, image.lastSeenAt)];
  }

  private report(tracked: TrackedPod, name: string, image: FailingImage, at: string): Change {
    const seen = { ...image, lastSeenAt: at };
    tracked.failing.set(name, { ...seen, reported: { meaning: meaningOf(image), at } });
    return changeOf(tracked, name, seen, { kind: 'failure', reason: image.reason });
  }

  private end(uid: string, reason: RecoveryReason, now: Date): readonly Change[] {
    const tracked = this.pods.get(uid);
    if (!tracked) return [];
    this.pods.delete(uid);
    return [...tracked.failing].map(([name, image]) => recovery(tracked, name, image, reason, iso(now)));
  }

  private forgetIdle(uid: string, tracked: TrackedPod): void {
    if (tracked.failing.size === 0) this.pods.delete(uid);
  }
}

const iso = (time: Date) => time.toISOString();

const wordOf = ({ detail, saidAt, firstSeenAt, count }: Exclude<PodEvent, { about: 'secrets' }>): Word => ({
  message: detail,
  saidAt,
  firstSeenAt,
  count,
});

/** Recoveries of what failed and does not any more; they leave the memory. */
function recoveriesOf(tracked: TrackedPod, pod: Pod, now: Date): readonly Change[] {
  const states = new Map(pod.containers.map(({ name, state }) => [name, state.is]));
  return [...tracked.failing].flatMap(([name, image]) => {
    const state = name === SANDBOX ? (pod.sandboxed ? 'pulled' : 'not_yet') : states.get(name);
    const wanted = name === SANDBOX || pod.images.some((each) => each.image === image.image.image);
    if (state === 'failing' || (state === 'not_yet' && wanted)) return [];
    tracked.failing.delete(name);
    return [recovery(tracked, name, image, wanted ? 'Pulled' : 'ImageChanged', iso(now))];
  });
}

/**
 * After a container was given another image, its status speaks of the old one until the kubelet has
 * seen the change. Such a text must not be taken for a failure of the new image.
 */
const isStale = (known: FailingImage, image: string, message: string) =>
  known.image.image !== image && message.includes(known.image.image) && !message.includes(image);

const leftReason = (pod: Pod, { image }: FailingImage): RecoveryReason =>
  pod.images.some((each) => each.image === image.image) ? 'Pulled' : 'ImageChanged';

const recovery = (
  tracked: TrackedPod,
  name: string,
  image: FailingImage,
  reason: RecoveryReason,
  now: string,
): Change => changeOf(tracked, name, { ...image, lastSeenAt: now }, { kind: 'recovery', reason });

function changeOf(
  { identity, missingSecrets }: TrackedPod,
  name: string,
  { image, message, firstSeenAt, lastSeenAt, count }: FailingImage,
  { kind, reason }: Pick<Change, 'kind' | 'reason'>,
): Change {
  return {
    kind,
    pod: identity,
    container: name === SANDBOX ? null : name,
    image,
    reason,
    message,
    firstSeenAt,
    lastSeenAt,
    count,
    missingSecrets,
  };
}
