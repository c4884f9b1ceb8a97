import type { PullErrorRule } from '../rule.js';

/** The pull was given up on this side. */
export const INTERRUPTION_RULES: readonly PullErrorRule[] = [
  {
    name: 'no_progress',
    class: 'cancelled',
    also: ['network'],
    seenWith: 'containerd 1.6–2.x (image_pull_progress_timeout), cri-dockerd, CRI-O',
    match: {
      any: [
        'because of no progress',
        'cancel pulling image',
        'exceeded image pull deadline',
        'pull progress timeout',
      ],
    },
    examples: ['cancel pulling image registry.acme.test/shop/api:1.8.3 because of no progress in 1m0s'],
    source:
      'containerd/containerd internal/cri/server/images/image_pull.go (pullProgressReporter); Mirantis/cri-dockerd libdocker/kube_docker_client.go',
  },
  {
    name: 'cancelled',
    class: 'cancelled',
    also: ['network'],
    seenWith: 'every runtime',
    match: { any: ['context canceled', 'context cancelled', 'operation was canceled', 'pull canceled'] },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Canceled desc = context canceled',
      'failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to commit snapshot extract-1: context canceled',
    ],
    source: 'Go context (Canceled)',
  },
  {
    name: 'cancelled_code',
    class: 'cancelled',
    also: ['network'],
    seenWith: 'every runtime',
    match: { grpc: ['Canceled'] },
    examples: ['Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Canceled desc ='],
    source: 'grpc/grpc doc/statuscodes.md (CANCELLED)',
  },
];
