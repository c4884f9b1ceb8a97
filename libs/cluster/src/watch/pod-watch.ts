import type { ApiFailure } from '../api/api-failure.js';
import type { KubeApi } from '../api/kube-api.js';
import { type Pod, type PodIdentity, readPod } from '../objects/pod.js';
import { LOUD_REASONS, type PodEvent, type PodName, readPodEvent } from '../objects/pod-event.js';
import type { Change } from '../track/change.js';
import { PullTracker, type TrackerSettings } from '../track/pull-tracker.js';
import { listPages } from './list-pages.js';
import type { Reflection, ReflectorSink } from './reflector.js';
import { allOf, corePath, type Scope, type ScopePart } from './scope.js';
import { WorkQueue } from './work-queue.js';

/** What happened while watching, for metrics and the log. */
export interface WatchWitness {
  failed(what: string, failure: ApiFailure): void;
  garbage(what: string): void;
  /** More pods were to be looked at than fit; the next sweep finds what was dropped. */
  overflowed(): void;
}

export interface PodWatchDeps {
  readonly api: KubeApi;
  readonly scope: Scope;
  readonly tracker: TrackerSettings;
  readonly witness: WatchWitness;
  readonly now: () => Date;
  readonly changed: (changes: readonly Change[]) => void;
}

/** A pod to look at, and the Events that led to it. */
interface Look {
  readonly pod: PodName;
  readonly events: readonly PodEvent[];
}

/** Pods looked at together: a burst must not take the API server's priority level for itself. */
const LOOKS_AT_ONCE = 6;

/** Pods that may wait to be looked at; each with the few Events that are worth keeping. */
const MOST_LOOKS = 10_000;
const EVENTS_KEPT = 4;

/**
 * Knows which containers fail, from three sides. Pods in phase Pending are watched: that is where a
 * pod is until each of its containers has had its image once. A container that has run and pulls again
 * stays in a Running pod: Events say so, and the pod is then looked at by itself. Events are lossy, so
 * a sweep (see `sweep.ts`) looks over the Running pods from time to time. A healthy pod is never kept.
 */
export class PodWatch {
  readonly tracker: PullTracker;
  /** Tracked pods whose every change the Pending watch tells. */
  private readonly watched = new Set<string>();
  private readonly looks: WorkQueue<Look>;

  constructor(private readonly deps: PodWatchDeps) {
    this.tracker = new PullTracker(deps.tracker);
    this.looks = new WorkQueue<Look>({
      atOnce: LOOKS_AT_ONCE,
      most: MOST_LOOKS,
      work: (look) => this.look(look),
      merge: (waiting, { events }) => ({
        ...waiting,
        events: [...waiting.events, ...events].slice(-EVENTS_KEPT),
      }),
      dropped: () => deps.witness.overflowed(),
    });
  }

  /** What to list and watch for the pods that wait for their first start. */
  pendingPods(part: ScopePart): Reflection & { readonly sink: ReflectorSink } {
    const labelSelector = this.deps.scope.labels ?? undefined;
    const query = { fieldSelector: allOf('status.phase=Pending', ...part.without), labelSelector };
    return { path: corePath(part.namespace, 'pods'), query, sink: this.pendingSink(part) };
  }

  /** What to list and watch for the Events of pods. */
  podEvents(part: ScopePart): Reflection & { readonly sink: ReflectorSink } {
    const quiet = LOUD_REASONS.map((reason) => `reason!=${reason}`);
    const query = { fieldSelector: allOf('involvedObject.kind=Pod', ...quiet, ...part.without) };
    const take = (object: unknown) => {
      const event = readPodEvent(object);
      if (event) this.hear(event);
    };
    return {
      path: corePath(part.namespace, 'events'),
      query,
      sink: {
        ...this.failures('events'),
        listing: () => undefined,
        item: take,
        listed: () => undefined,
        changed: (type, object) => (type === 'deleted' ? undefined : take(object)),
      },
    };
  }

  /** Looks at a pod by itself, soon. */
  lookAt(pod: PodName): void {
    this.looks.add(pod.uid, { pod, events: [] });
  }

  /**
   * Takes a pod that was listed or looked at beside the watch. What the watch tells is in order; an
   * answer that was on its way meanwhile may be older, so of a watched pod it counts for nothing.
   */
  see(pod: Pod): void {
    if (!this.watched.has(pod.identity.uid)) this.tell(this.tracker.see(pod, this.deps.now()));
  }

  /** Looks at every failing pod of which nothing else would tell that it recovered. */
  followUp(): void {
    for (const pod of this.tracker.failing()) if (!this.watched.has(pod.uid)) this.lookAt(pod);
    this.tell(this.tracker.due(this.deps.now()));
  }

  /** Resolves once no pod waits to be looked at. */
  idle(): Promise<void> {
    return this.looks.idle();
  }

  private pendingSink(part: ScopePart): ReflectorSink {
    let present = new Set<string>();
    const take = (object: unknown) => {
      const pod = readPod(object);
      if (!pod) return this.deps.witness.garbage('pods');
      const { uid } = pod.identity;
      this.tell(this.tracker.see(pod, this.deps.now()));
      if (!this.tracker.has(uid)) return void this.watched.delete(uid);
      this.watched.add(uid);
      present.add(uid);
    };
    return {
      ...this.failures('pods'),
      listing: () => {
        present = new Set();
      },
      item: take,
      listed: () => this.leaveOthers(part, present),
      changed: (type, object) => (type === 'deleted' ? this.left(readPod(object)?.identity) : take(object)),
    };
  }

  /** A list without a failing pod says only that it is not Pending any more. */
  private leaveOthers(part: ScopePart, present: ReadonlySet<string>): void {
    for (const pod of this.tracker.failing()) {
      const mine = part.namespace === null || part.namespace === pod.namespace;
      if (mine && this.watched.has(pod.uid) && !present.has(pod.uid)) this.left(pod);
    }
  }

  private left(pod: PodIdentity | undefined): void {
    if (!pod) return;
    this.watched.delete(pod.uid);
    if (this.tracker.has(pod.uid)) this.lookAt(pod);
  }

  private hear(event: PodEvent): void {
    const { except, only } = this.namespaces();
    const { namespace, uid } = event.pod;
    if (except.has(namespace) || (only.size > 0 && !only.has(namespace))) return;
    const changes = this.tracker.hear(event, this.deps.now());
    if (changes === null) this.looks.add(uid, { pod: event.pod, events: [event] });
    else this.tell(changes);
  }

  private namespaces() {
    const { namespaces, exceptNamespaces } = this.deps.scope;
    return { only: new Set(namespaces), except: new Set(exceptNamespaces) };
  }

  private async look({ pod: { uid, namespace, name }, events }: Look): Promise<void> {
    let found: Pod | null = null;
    const result = await listPages(
      this.deps.api,
      {
        path: corePath(namespace, 'pods'),
        query: { fieldSelector: `metadata.name=${name}`, labelSelector: this.deps.scope.labels ?? undefined },
      },
      (item) => {
        found = readPod(item);
      },
    );
    if (!result.ok) return this.deps.witness.failed('pod', result);
    this.looked(uid, found, events);
  }

  private looked(uid: string, pod: Pod | null, events: readonly PodEvent[]): void {
    const now = this.deps.now();
    // Another pod of the same name, as StatefulSets make them, is not this one.
    if (pod?.identity.uid !== uid)
      return this.watched.has(uid) ? undefined : this.tell(this.tracker.gone(uid, now));
    this.see(pod);
    for (const event of events) {
      if (event.about === 'sandbox') this.tell(this.tracker.seeSandbox(pod, event, now));
      else this.tell(this.tracker.hear(event, now) ?? []);
    }
  }

  private tell(changes: readonly Change[]): void {
    if (changes.length > 0) this.deps.changed(changes);
  }

  private failures(what: string): Pick<ReflectorSink, 'garbage' | 'failed'> {
    const { witness } = this.deps;
    return { garbage: () => witness.garbage(what), failed: (failure) => witness.failed(what, failure) };
  }
}
