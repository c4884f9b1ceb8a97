import type { PullErrorRule } from '../rule.js';

/** The image field is not a reference that any registry could be asked for. */
export const REFERENCE_RULES: readonly PullErrorRule[] = [
  {
    name: 'unknown_transport',
    class: 'invalid_reference',
    seenWith: 'CRI-O, skopeo, podman',
    match: { any: ['unknown transport', 'invalid source name'] },
    examples: [
      'Invalid image name "registry.acme.test:5000/shop/api:1.8.3", unknown transport "registry.acme.test"',
    ],
    source: 'containers/image transports/alltransports/alltransports.go (ParseImageName)',
  },
  {
    name: 'short_name',
    class: 'invalid_reference',
    seenWith: 'CRI-O, podman and buildah with containers-registries.conf',
    match: {
      any: [
        'short-name resolution enforced',
        'short-name … did not resolve to an alias',
        'short name mode is enforcing',
        'returns ambiguous list',
        'no unqualified-search registries are defined',
      ],
    },
    examples: [
      'Failed to inspect image "shop/api:1.8.3": rpc error: code = Unknown desc = short name mode is enforcing, but image name shop/api:1.8.3 returns ambiguous list',
      'Error: short-name "shop/api:1.8.3" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
    ],
    source: 'containers/image pkg/shortnames/shortnames.go; cri-o/cri-o internal/storage/image.go',
  },
  {
    name: 'reference_format',
    class: 'invalid_reference',
    seenWith: 'kubelet 1.20–1.34 with any runtime; docker, nerdctl, podman',
    match: {
      any: [
        'invalid reference format',
        "couldn't parse image reference",
        "couldn't parse image name",
        'failed to apply default image tag',
        'repository name must be lowercase',
        'repository name must be canonical',
        'repository name must not be longer',
        'repository name must have at least one component',
        'must be lowercase',
        'invalidimagename',
        'invalid image name',
        'failed to parse image reference',
        'failed to parse reference',
        'could not parse reference',
        'invalid repository name',
        'invalid namespace name',
        'invalid tag format',
        'invalid docker reference',
        'invalid checksum digest length',
        'invalid checksum digest format',
        'unsupported digest algorithm',
        'cannot specify 64-byte hexadecimal strings',
        'is not a valid repository/tag',
        'name_invalid',
        'tag_invalid',
        'hostname required',
        'object required',
      ],
    },
    examples: [
      'Failed to apply default image tag "registry.acme.test/shop/API:1.8.3": couldn\'t parse image name "registry.acme.test/shop/API:1.8.3": invalid reference format: repository name (shop/API) must be lowercase',
      'Error: InvalidImageName',
      'Failed to pull image "registry.acme.test/shop/api:1.8.3@sha256:12": rpc error: code = InvalidArgument desc = failed to parse image reference "registry.acme.test/shop/api:1.8.3@sha256:12": invalid checksum digest length',
    ],
    source:
      'distribution/reference reference.go (ErrReferenceInvalidFormat …); kubernetes/kubernetes pkg/kubelet/images/image_manager.go (applyDefaultImageTag)',
  },
  {
    name: 'invalid_name_reason',
    class: 'invalid_reference',
    seenWith: 'kubelet 1.20–1.34',
    match: { reason: ['InvalidImageName'] },
    examples: [{ reason: 'InvalidImageName', message: '' }],
    source: 'kubernetes/kubernetes pkg/kubelet/images/types.go (ErrInvalidImageName)',
  },
];
