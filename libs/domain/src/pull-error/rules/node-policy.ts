import type { PullErrorRule } from '../rule.js';

/** The kubelet decided before any registry was asked. */
export const NODE_POLICY_RULES: readonly PullErrorRule[] = [
  {
    name: 'policy_never',
    class: 'pull_policy',
    seenWith: 'kubelet 1.20–1.34',
    match: { any: ['is not present with pull policy', 'with pull policy of never', 'errimageneverpull'] },
    examples: [
      'Container image "registry.acme.test/shop/api:1.8.3" is not present with pull policy of Never',
      'Error: ErrImageNeverPull',
    ],
    source: 'kubernetes/kubernetes pkg/kubelet/images/image_manager.go (imageNotPresentOnNeverPolicyError)',
  },
  {
    name: 'policy_never_reason',
    class: 'pull_policy',
    seenWith: 'kubelet 1.20–1.34',
    match: { reason: ['ErrImageNeverPull'] },
    examples: [{ reason: 'ErrImageNeverPull', message: '' }],
    source: 'kubernetes/kubernetes pkg/kubelet/images/types.go (ErrImageNeverPull)',
  },
  {
    name: 'kubelet_pull_qps',
    class: 'node_throttle',
    seenWith: 'kubelet 1.20–1.34',
    match: { any: ['pull qps exceeded'] },
    examples: ['Failed to pull image "registry.acme.test/shop/api:1.8.3": pull QPS exceeded'],
    source: 'kubernetes/kubernetes pkg/kubelet/images/helpers.go (throttledImageService)',
  },
];
