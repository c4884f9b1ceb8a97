import { setMaxListeners } from 'node:events';
import type { KubeApi } from './api/kube-api.js';
import { type ContainerReport, observer } from './context/observe.js';
import type { SecretSight } from './context/secret-directory.js';
import type { Change } from './track/change.js';
import type { Wait } from './watch/backoff.js';
import { PodWatch, type WatchWitness } from './watch/pod-watch.js';
import { Reflector, type ReflectorSink } from './watch/reflector.js';
import { partsOf, type Scope } from './watch/scope.js';
import { sweepRows, sweepWhole } from './watch/sweep.js';
import { WorkQueue } from './watch/work-queue.js';

/** How often things are done again, in milliseconds. */
export interface WatchPace {
  /** Failing pods of which no watch would tell the recovery are looked at. */
  readonly followUpMs: number;
  /** All Running pods are looked over by their table rows. */
  readonly sweepMs: number;
  /** All Running pods are looked over in full. */
  readonly wholeSweepMs: number;
  /** An unchanged failure is reported again. */
  readonly refreshMs: number;
}

export const DEFAULT_PACE: WatchPace = {
  followUpMs: 20_000,
  sweepMs: 300_000,
  wholeSweepMs: 3_600_000,
  refreshMs: 900_000,
};

export interface ClusterWatchSettings {
  readonly cluster: string;
  readonly scope: Scope;
  readonly secrets: SecretSight;
  readonly pace: WatchPace;
}

export interface ClusterWatchDeps {
  readonly api: KubeApi;
  readonly now: () => Date;
  readonly random: () => number;
  readonly wait: Wait;
  readonly witness: WatchWitness;
  /** Takes each report as soon as it is made. */
  readonly report: (report: ContainerReport) => void;
}

/** A cluster that is being watched. */
export interface ClusterWatch {
  /**
   * Resolves once everything that fails now has been reported, with the time at which the look began:
   * whatever failed before and was not reported since is over. Never resolves while a part cannot be read.
   */
  readonly synced: Promise<Date>;
  /** Containers that fail. */
  failing(): number;
  /** Resolves once all has stopped. */
  readonly stopped: Promise<void>;
}

/** Changes looked into together; each takes up to a handful of small requests, most of them remembered. */
const OBSERVED_AT_ONCE = 8;

/** Watches one cluster until the signal. */
export function watchCluster(
  { cluster, scope, secrets, pace }: ClusterWatchSettings,
  deps: ClusterWatchDeps,
  signal: AbortSignal,
): ClusterWatch {
  const { api, witness, now, wait } = deps;
  const began = now();
  // Each watch, look and wait under way listens to it; there are more than the ten that Node warns at.
  setMaxListeners(0, signal);
  const failed = (failure: Parameters<WatchWitness['failed']>[1]) => witness.failed('context', failure);
  const observe = observer({ api, cluster, secrets, failed });
  const observing = observations(async (change) => deps.report(await observe(change)));
  const watch = new PodWatch({
    api,
    scope,
    witness,
    now,
    tracker: { refreshAfterMs: pace.refreshMs },
    changed: (changes) => {
      for (const change of changes) observing.add(nameOf(change), change);
    },
  });
  const { listed, running } = reflections(watch, scope, deps, signal);
  const sweeps = { api, scope, watch, witness };
  const sweptOnce = async () => {
    while (!(await sweepRows(sweeps)) && !signal.aborted) await wait(pace.followUpMs, signal);
  };
  const synced = listed
    .then(sweptOnce)
    .then(() => watch.idle())
    .then(() => observing.idle())
    .then(() => began);
  const every = async (milliseconds: number, work: () => Promise<void> | void) => {
    for (await wait(milliseconds, signal); !signal.aborted; await wait(milliseconds, signal)) await work();
  };
  const repeated = [
    every(pace.followUpMs, () => watch.followUp()),
    every(pace.sweepMs, async () => void (await sweepRows(sweeps))),
    every(pace.wholeSweepMs, () => sweepWhole(sweeps)),
  ];
  const stopped = Promise.all([running, ...repeated]).then(() => undefined);
  return { synced, stopped, failing: () => watch.tracker.size };
}

/**
 * Starts the watches. Pods come before Events, so that the texts of those that fail already find them;
 * `listed` resolves when both have been listed everywhere.
 */
function reflections(watch: PodWatch, scope: Scope, deps: ClusterWatchDeps, signal: AbortSignal) {
  const runs: Promise<void>[] = [];
  const start = ({ sink, ...reflection }: ReturnType<PodWatch['pendingPods']>): Promise<void> => {
    return new Promise<void>((resolve) => {
      runs.push(new Reflector(reflection, afterListed(sink, resolve), deps).run(signal));
    });
  };
  const parts = partsOf(scope);
  const listed = Promise.all(
    parts.map(async (part) => {
      await start(watch.pendingPods(part));
      await start(watch.podEvents(part));
    }),
  ).then(() => undefined);
  const running = untilAborted(signal)
    .then(() => Promise.all(runs))
    .then(() => undefined);
  return { listed, running };
}

const afterListed = (sink: ReflectorSink, then: () => void): ReflectorSink => ({
  ...sink,
  listed: () => {
    sink.listed();
    then();
  },
});

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function observations(work: (change: Change) => Promise<void>): WorkQueue<Change> {
  return new WorkQueue<Change>({
    atOnce: OBSERVED_AT_ONCE,
    // As many as there are failing containers, which the tracker holds anyway.
    most: Number.POSITIVE_INFINITY,
    work,
    merge: (_waiting, latest) => latest,
    dropped: () => undefined,
  });
}

/** What waits to be looked into is the latest state of each container and image. */
const nameOf = ({ pod, container, image }: Change) => JSON.stringify([pod.uid, container, image.image]);
