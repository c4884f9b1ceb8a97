import type { Clock, StoryStep } from './step.js';

export interface PodFields {
  readonly image: string;
  readonly name: string;
  readonly message: string;
  readonly minutesAgo: number;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly node?: string;
  readonly nodeArch?: string;
  readonly pullSecrets?: readonly object[];
  readonly reason?: string;
}

/** What containerd 1.7 says when the registry has no such manifest. */
export const manifestMissing = (image: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

/** A pod's failed pull as the agent reports it. */
export function podFails(pod: PodFields, clock: Clock): StoryStep {
  const cluster = pod.cluster ?? 'prod-eu';
  const body = {
    cluster,
    namespace: pod.namespace ?? 'shop',
    pod: `${pod.name}-6c9f7d5b8-${cluster === 'prod-eu' ? 'x2x4z' : 'k8w7q'}`,
    podUid: `${pod.name}-${cluster}`,
    container: pod.name,
    workload: { kind: 'Deployment', name: pod.name },
    node: pod.node ?? `${cluster}-node-1`,
    nodeArch: pod.nodeArch ?? 'amd64',
    runtime: 'containerd://1.7.22',
    image: pod.image,
    reason: pod.reason ?? 'ErrImagePull',
    message: pod.message,
    pullPolicy: 'IfNotPresent',
    serviceAccount: 'default',
    ...(pod.pullSecrets ? { pullSecrets: pod.pullSecrets } : {}),
    firstSeenAt: clock(pod.minutesAgo),
    lastSeenAt: clock(pod.minutesAgo),
    count: 1,
  };
  return { by: 'agent', body };
}
