import {
  type ApiFailure,
  Backoff,
  clusterUid,
  findClusters,
  KubeApi,
  type WatchWitness,
  waitByTimer,
} from '#cluster';
import { AgentFailure } from './agent-failure.js';
import type { Causes } from './causes.js';
import type { AgentMetrics } from './metrics.js';
import type { AgentOptions } from './settings.js';

/** A cluster that is to be watched. */
export interface Target {
  readonly api: KubeApi;
  /** Name it was given; `null` to use its UID. */
  readonly given: string | null;
  /** Kubeconfig context, for people. */
  readonly context: string;
}

/**
 * The clusters that the options name.
 *
 * @param received told of bytes that come from a cluster
 * @throws AgentFailure when one cannot be found
 */
export function findTargets(
  { clusters, contexts }: AgentOptions,
  received: (context: string, bytes: number) => void = () => undefined,
): readonly Target[] {
  const found = findClusters(contexts);
  if (!found.ok) throw new AgentFailure(`No cluster to watch: ${found.detail}.`);
  if (clusters.length > 0 && clusters.length !== found.clusters.length) {
    throw new AgentFailure(
      `${clusters.length} cluster names are given for ${found.clusters.length} contexts; name each, or none.`,
    );
  }
  return found.clusters.map(({ context, load }, index) => {
    const name = context ?? 'in-cluster';
    const api = new KubeApi({ load, received: (bytes) => received(name, bytes) });
    return { api, given: clusters[index] ?? null, context: name };
  });
}

/**
 * The namespace that a context of the kubeconfig works in.
 *
 * @throws AgentFailure when there is no such context
 */
export function contextNamespace(context: string | undefined): string {
  const found = findClusters(context === undefined ? [] : [context]);
  if (!found.ok) throw new AgentFailure(`No cluster to look at: ${found.detail}.`);
  return found.clusters[0]?.namespace ?? 'default';
}

/** The name under which a cluster is reported, asked for until it answers; `null` once the signal ends it. */
export async function clusterName(
  { api, given }: Target,
  failed: (failure: ApiFailure) => void,
  signal: AbortSignal,
): Promise<string | null> {
  if (given !== null) return given;
  const backoff = new Backoff(Math.random);
  while (!signal.aborted) {
    const uid = await clusterUid(api);
    if (uid.ok) return uid.value;
    failed(uid);
    await waitByTimer(backoff.next(uid.retryAfterMs), signal);
  }
  return null;
}

/** What happens while a cluster is watched, in metrics and, once per cause, in the log. */
export function clusterWitness(cluster: string, metrics: AgentMetrics, causes: Causes): WatchWitness {
  return {
    failed: (what, { reason, status, detail }) => {
      metrics.clusterFailures.inc({ cluster, what, reason });
      causes.warn(
        `${cluster}/${what}/${reason}`,
        { cluster, what, reason, status, detail },
        'a request to the cluster failed',
      );
    },
    garbage: (what) => {
      metrics.garbage.inc({ cluster, what });
      causes.warn(`${cluster}/${what}/garbage`, { cluster, what }, 'the cluster sent what cannot be read');
    },
    overflowed: () => {
      metrics.overflows.inc({ cluster });
      causes.warn(`${cluster}/overflow`, { cluster }, 'more pods fail than fit; a sweep finds the rest');
    },
  };
}
