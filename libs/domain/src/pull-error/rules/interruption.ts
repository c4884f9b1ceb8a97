import type { PullErrorRule } from '../rule.js';

/** The pull was given up on this side. */
export const INTERRUPTION_RULES: readonly PullErrorRule[] = [
  {
    name: 'no_progress',
    class: 'cancelled',
    also: ['network'],
    seenWith: 'containerd 1.4–2.x (image_pull_progress_timeout), cri-dockerd, dockershim',
    match: { any: ['because of no progress', 'cancel pulling image'] },
    examples: ['cancel pulling image registry.acme.test/shop/api:1.8.3 because of no progress in 1m0s'],
    source: 'containerd/containerd internal/cri/server/images/image_pull.go (pullProgressReporter)',
  },
  {
    name: 'cancelled',
    class: 'cancelled',
    also: ['network'],
    seenWith: 'every runtime',
    match: {
      any: [
        'context canceled',
        'context cancelled',
        'operation was canceled',
        'pull canceled',
        'pull was cancelled',
        'canceled by user',
      ],
      none: ['client.timeout exceeded', 'net/http: request canceled'],
    },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Canceled desc = context canceled',
    ],
    source: 'Go context (Canceled)',
  },
  {
    name: 'cancelled_code',
    class: 'cancelled',
    also: ['network'],
    seenWith: 'every runtime',
    match: { grpc: ['Canceled', 'Aborted'] },
    examples: ['Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Canceled desc ='],
    source: 'grpc/grpc doc/statuscodes.md (CANCELLED)',
  },
];
