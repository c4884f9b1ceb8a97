import { DEFAULT_PACE, lead, type Wait, type WatchPace, watchCluster } from '#cluster';
import { packageVersion } from '#platform';
import type { Causes } from './causes.js';
import { clusterName, clusterWitness, type Target } from './clusters.js';
import type { Outbox } from './delivery/outbox.js';
import type { AgentMetrics } from './metrics.js';
import type { AgentSettings } from './settings.js';

export interface WatchTargetDeps {
  readonly settings: AgentSettings;
  readonly identity: string;
  readonly outbox: Outbox;
  readonly metrics: AgentMetrics;
  readonly causes: Causes;
  readonly now: () => Date;
  readonly wait: Wait;
  readonly clockSkewMs: () => number | null;
  /** Told when the cluster is known as a whole, and when it is not any more. */
  readonly ready: (ready: boolean) => void;
  readonly pace?: WatchPace;
}

/**
 * Between heartbeats, in milliseconds. The first comes one pause after everything was reported, so that
 * the reports before it have been worked when it says that the rest is over.
 */
const HEARTBEAT_MS = 60_000;

/** Watches one cluster, or waits to become its leader, until the signal. */
export async function watchTarget(target: Target, deps: WatchTargetDeps, signal: AbortSignal): Promise<void> {
  const { settings, metrics, causes, ready } = deps;
  const context = clusterWitness(target.context, metrics, causes);
  const cluster = await clusterName(target, (failure) => context.failed('kube-system', failure), signal);
  if (cluster === null) return;
  const witness = clusterWitness(cluster, metrics, causes);
  const work = (leading: AbortSignal) => watchNow({ target, cluster, witness }, deps, leading);
  if (settings.lease === null) return work(signal);
  // A replica that waits for its turn is as ready as it can be.
  ready(true);
  metrics.leading.set({ cluster }, 0);
  await lead(
    { lease: settings.lease, identity: deps.identity },
    {
      api: target.api,
      wait: deps.wait,
      now: deps.now,
      random: Math.random,
      failed: (failure) => witness.failed('lease', failure),
    },
    signal,
    work,
  );
}

interface Named {
  readonly target: Target;
  readonly cluster: string;
  readonly witness: ReturnType<typeof clusterWitness>;
}

async function watchNow({ target, cluster, witness }: Named, deps: WatchTargetDeps, signal: AbortSignal) {
  const { settings, metrics, outbox, now, wait, ready } = deps;
  metrics.leading.set({ cluster }, 1);
  ready(false);
  const watch = watchCluster(
    { cluster, scope: settings.scope, secrets: settings.secrets, pace: deps.pace ?? DEFAULT_PACE },
    {
      api: target.api,
      now,
      wait,
      witness,
      random: Math.random,
      report: (report) => {
        metrics.reports.inc({ cluster, kind: report.kind });
        metrics.failing.set({ cluster }, watch.failing());
        outbox.put(report);
      },
    },
    signal,
  );
  void watch.synced.then((knownSince) => {
    if (signal.aborted) return;
    metrics.synced.set({ cluster }, 1);
    ready(true);
    return beat(cluster, knownSince, deps, signal);
  });
  await watch.stopped;
  // It waits for its turn again, or ends.
  ready(true);
  metrics.synced.set({ cluster }, 0);
  metrics.leading.set({ cluster }, 0);
}

async function beat(cluster: string, knownSince: Date, deps: WatchTargetDeps, signal: AbortSignal) {
  const { scope } = deps.settings;
  for (;;) {
    await deps.wait(HEARTBEAT_MS, signal);
    if (signal.aborted) return;
    deps.outbox.put({
      kind: 'heartbeat',
      cluster,
      occurredAt: deps.now().toISOString(),
      // Who looks at some pods of a namespace only cannot say that the others are over.
      knownSince: scope.labels === null ? knownSince.toISOString() : null,
      namespaces: scope.namespaces.length > 0 ? scope.namespaces : null,
      exceptNamespaces: scope.exceptNamespaces,
      agentVersion: packageVersion(),
      clockSkewMs: deps.clockSkewMs(),
    });
  }
}
