import type { FailureObservation, RecoveryObservation } from '#domain';
import type { KubeApi } from '../api/kube-api.js';
import type { Change } from '../track/change.js';
import type { LookUpFailed } from './look-up.js';
import { nodeDirectory } from './node-directory.js';
import { type SecretSight, secretDirectory } from './secret-directory.js';
import { serviceAccountSecrets } from './service-accounts.js';
import { workloadDirectory } from './workload-directory.js';

/** What an agent sees of a container, ready to be sent. */
export type ContainerReport = FailureObservation | RecoveryObservation;

/** Adds to a change what is known of its pod's surroundings. Never fails: what cannot be seen is left out. */
export type Observe = (change: Change) => Promise<ContainerReport>;

export interface ObserveSettings {
  readonly api: KubeApi;
  readonly cluster: string;
  readonly secrets: SecretSight;
  readonly failed: LookUpFailed;
}

/** Makes observations of changes. A recovery is told by its container alone, so nothing is looked up for it. */
export function observer({ api, cluster, secrets, failed }: ObserveSettings): Observe {
  const nodes = nodeDirectory(api, failed);
  const workloads = workloadDirectory(api, failed);
  const accounts = serviceAccountSecrets(api, failed);
  const pullSecrets = secretDirectory(api, failed, secrets);
  return async (change) => {
    if (change.kind === 'recovery') return recoveryOf(cluster, change);
    const { pod, missingSecrets } = change;
    const [node, owner, accountSecrets, podSecrets] = await Promise.all([
      nodes(pod.node),
      workloads(pod),
      accounts(pod),
      pullSecrets(pod, missingSecrets),
    ]);
    return {
      kind: 'failure',
      ...named(cluster, change),
      workload: owner.workload,
      revision: owner.revision,
      deliveredBy: owner.deliveredBy,
      node: pod.node,
      nodeArch: node.arch,
      nodeOs: node.os,
      runtime: node.runtime,
      kubelet: node.kubelet,
      message: change.message,
      pullPolicy: change.image.pullPolicy,
      serviceAccount: pod.serviceAccount,
      serviceAccountSecrets: accountSecrets,
      pullSecrets: podSecrets,
      firstSeenAt: change.firstSeenAt,
      lastSeenAt: change.lastSeenAt,
      count: change.count,
    };
  };
}

const recoveryOf = (cluster: string, change: Change): RecoveryObservation => ({
  kind: 'recovery',
  ...named(cluster, change),
  occurredAt: change.lastSeenAt,
});

const named = (cluster: string, { pod, container, image, reason }: Change) => ({
  cluster,
  namespace: pod.namespace,
  pod: pod.name,
  podUid: pod.uid,
  container,
  image: image.image,
  reason,
});
