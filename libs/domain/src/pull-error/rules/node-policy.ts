import type { PullErrorRule } from '../rule.js';

/** Decisions of the node itself, made before a registry is asked or after it answered. */
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
  {
    name: 'signature_validation',
    class: 'signature_policy',
    seenWith: 'kubelet 1.27–1.34 with CRI-O',
    match: { any: ['signaturevalidationfailed', 'signature validation failed'] },
    examples: [
      'Back-off pulling image "registry.acme.test/shop/api:1.8.3": SignatureValidationFailed: image pull failed for registry.acme.test/shop/api:1.8.3 because the signature validation failed: Source image rejected: A signature was required, but no signature exists',
    ],
    source:
      'kubernetes/kubernetes pkg/kubelet/images/image_manager.go (evalCRIPullErr); kubernetes/cri-api pkg/errors/errors.go',
  },
  {
    name: 'source_rejected',
    class: 'signature_policy',
    seenWith: 'CRI-O, podman, skopeo (containers-policy.json)',
    match: {
      any: [
        'source image rejected',
        'a signature was required, but no signature exists',
        'is rejected by policy',
        'invalid policy in',
        'no policy.json file found',
        'error loading trust policy',
        '*containers/policy.json*',
        'no signature exists',
        'cryptographic signature verification failed',
        'invalid gpg signature',
        'signature by key',
      ],
    },
    examples: [
      'Error: Source image rejected: Running image docker://registry.acme.test/shop/api:1.8.3 is rejected by policy.',
      'rpc error: code = Unknown desc = invalid policy in "/etc/containers/policy.json": Unknown key "keyPaths"',
    ],
    source: 'containers/image copy/single.go; signature/policy_eval.go; signature/policy_config.go',
  },
  {
    name: 'image_verifier',
    class: 'signature_policy',
    seenWith: 'containerd 2.x image verifier plug-ins',
    match: {
      any: [
        'image verifier … blocked pull',
        'blocked pull of',
        'rejected image (exit code',
        'image verification failed',
      ],
    },
    examples: [
      'failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": image verifier bindir blocked pull of registry.acme.test/shop/api:1.8.3 with digest sha256:7b9a0c1d for reason: verifier cosign rejected image (exit code 1): no signatures found',
    ],
    source: 'containerd/containerd core/transfer/local/pull.go; pkg/imageverifier/bindir/bindir.go',
  },
  {
    name: 'content_trust',
    class: 'signature_policy',
    seenWith: 'dockerd with DOCKER_CONTENT_TRUST, Harbor content trust, cosign, notation',
    match: {
      any: [
        'remote trust data does not exist',
        'no valid trust data',
        'no trust data for',
        'no matching signatures',
        'no signatures found',
        'the image is not signed',
        'signature verification failed',
        'failed signature verification',
        'failed to verify signature',
        'signature could not be verified',
        'not signed in notary',
        'is not signed by',
        'no signature is associated with',
      ],
    },
    examples: [
      'Error: remote trust data does not exist for registry.acme.test/shop/api: notary.acme.test does not have trust data for registry.acme.test/shop/api',
      'unknown: The image is not signed by cosign.',
    ],
    source: 'docker/cli cli/command/image/trust.go; goharbor/harbor src/server/middleware/contenttrust',
  },
];
