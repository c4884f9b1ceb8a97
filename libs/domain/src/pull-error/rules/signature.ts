import type { PullErrorRule } from '../rule.js';

/** A policy of the node or of the registry does not let this image run. */
export const SIGNATURE_RULES: readonly PullErrorRule[] = [
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
    name: 'signature_reason',
    class: 'signature_policy',
    seenWith: 'kubelet 1.27–1.34 with CRI-O',
    match: { reason: ['SignatureValidationFailed'] },
    examples: [
      {
        reason: 'SignatureValidationFailed',
        message: 'image pull failed for registry.acme.test/shop/api:1.8.3',
      },
    ],
    source: 'kubernetes/cri-api pkg/errors/errors.go (ErrSignatureValidationFailed)',
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
        '/containers/policy.json*',
        'cryptographic signature verification failed',
        'invalid gpg signature',
        'none of the signatures were accepted',
        'required email … not found',
      ],
    },
    examples: [
      'Error: Source image rejected: Running image docker://registry.acme.test/shop/api:1.8.3 is rejected by policy.',
      'rpc error: code = Unknown desc = invalid policy in "/etc/containers/policy.json": Unknown key "keyPaths"',
      'rpc error: code = Unknown desc = open /etc/containers/policy.json: no such file or directory',
    ],
    source: 'containers/image copy/single.go; signature/policy_eval.go; signature/policy_config.go',
  },
  {
    name: 'image_verifier',
    class: 'signature_policy',
    seenWith: 'containerd 2.x image verifier plug-ins',
    match: { any: ['image verifier … blocked pull', 'blocked pull of', 'rejected image (exit code'] },
    examples: [
      'failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": image verifier bindir blocked pull of registry.acme.test/shop/api:1.8.3 with digest sha256:7b9a0c1d for reason: verifier cosign rejected image (exit code 1): no signatures found',
    ],
    source: 'containerd/containerd core/transfer/local/pull.go; pkg/imageverifier/bindir/bindir.go',
  },
  {
    name: 'content_trust',
    class: 'signature_policy',
    seenWith: 'dockerd with content trust, Harbor content trust, cosign, notation, confidential containers',
    match: {
      any: [
        'remote trust data does not exist',
        'no valid trust data',
        'no trust data for',
        'does not have trust data for',
        'no matching signatures',
        'no signatures found',
        'the image is not signed',
        'is not signed by',
        'signature verification failed',
        'failed signature verification',
        'failed to verify signature',
        'signatures do not satisfied',
        'not signed in notary',
        'no signature is associated with',
      ],
    },
    examples: [
      'Error: remote trust data does not exist for registry.acme.test/shop/api: notary.acme.test does not have trust data for registry.acme.test/shop/api',
      'unknown: The image is not signed by cosign.',
    ],
    source: 'docker/cli cli/command/image/trust.go; goharbor/harbor src/server/middleware/contenttrust',
  },
  {
    name: 'project_policy',
    class: 'signature_policy',
    also: ['auth', 'registry_error'],
    seenWith: 'Harbor 1.8–2.x',
    match: {
      any: [
        'projectpolicyviolation',
        'cannot be pulled due to configured policy',
        'prevent images with vulnerability severity',
        '412 precondition failed',
      ],
    },
    examples: [
      'unknown: current image with "Pending" status of vulnerability scanning cannot be pulled due to configured policy in \'Prevent images with vulnerability severity of "High" or higher from running.\'',
    ],
    source: 'goharbor/harbor src/server/middleware/vulnerable/vulnerable.go',
  },
];

/** The node may not ask the registry. Tried late: what a mirror answered tells more. */
export const BLOCKED_RULES: readonly PullErrorRule[] = [
  {
    name: 'registry_blocked',
    class: 'signature_policy',
    also: ['auth', 'invalid_reference'],
    seenWith: 'CRI-O, podman, skopeo (containers-registries.conf)',
    match: { any: ['is blocked in … /registries.conf*'] },
    examples: [
      'registry registry.acme.test is blocked in /etc/containers/registries.conf or /etc/containers/registries.conf.d',
    ],
    source: 'containers/image docker/docker_image_src.go (newImageSource), pkg/sysregistriesv2',
  },
];
