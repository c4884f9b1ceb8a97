import type { PullErrorRule } from '../rule.js';

/** The index is there; a manifest or a blob it points to is gone. */
export const CHILD_RULES: readonly PullErrorRule[] = [
  {
    name: 'child_manifest_missing',
    class: 'child_missing',
    also: ['not_found', 'corrupt_content', 'registry_error'],
    seenWith: 'containerd 1.4–2.x',
    match: {
      any: [
        'httpreadseeker: failed open: content at … /manifests/sha256:*',
        'httpreaderseeker: failed open: content at … /manifests/sha256:*',
      ],
    },
    examples: [
      'failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to copy: httpReadSeeker: failed open: content at https://registry.acme.test/v2/shop/api/manifests/sha256:0c1d not found: not found',
    ],
    source: 'containerd/containerd core/remotes/docker/fetcher.go (open)',
  },
  {
    name: 'child_instance_missing',
    class: 'child_missing',
    also: ['not_found', 'corrupt_content', 'registry_error'],
    seenWith: 'CRI-O, podman',
    match: {
      any: [
        'copying system image from manifest list … manifest unknown',
        'copying system image from manifest list … not found',
        'fetching target platform image selected from … manifest unknown',
        'fetching target platform image selected from … not found',
      ],
    },
    examples: [
      'copying system image from manifest list: reading manifest sha256:0c1d in registry.acme.test/shop/api: manifest unknown',
    ],
    source: 'containers/image copy/copy.go; docker/docker_image_src.go',
  },
  {
    name: 'blob_missing',
    class: 'not_found',
    also: ['corrupt_content', 'registry_error', 'child_missing'],
    seenWith: 'containerd 1.4–2.x, CRI-O, dockerd',
    match: {
      any: [
        'could not fetch content descriptor',
        'failed open: content at … not found',
        'unknown blob',
        'blob unknown',
        'blob_unknown',
        'manifest blob unknown',
        'manifest_blob_unknown',
        'fetching blob … not found',
        'fetching blob … 404',
      ],
    },
    examples: [
      'failed to copy: httpReadSeeker: failed open: content at https://registry.acme.test/v2/shop/api/blobs/sha256:0c1d not found: not found',
      'error pulling image configuration: unknown blob',
    ],
    source:
      'containerd/containerd core/remotes/docker/fetcher.go; OCI distribution specification, error code BLOB_UNKNOWN',
  },
];

/** The registry knows no such tag, digest or repository. */
export const ABSENT_RULES: readonly PullErrorRule[] = [
  {
    name: 'manifest_unknown',
    class: 'not_found',
    seenWith: 'every registry with dockerd and CRI-O',
    match: {
      any: [
        'manifest unknown',
        'manifest_unknown',
        'manifest for … not found',
        'manifest not found',
        'no such manifest',
        'manifest tagged by',
        'requested image not found',
        'the named manifest is not known to the registry',
      ],
    },
    examples: [
      'Error response from daemon: manifest for registry.acme.test/shop/api:1.8.3 not found: manifest unknown: manifest unknown',
      'initializing source docker://registry.acme.test/shop/api:1.8.3: reading manifest 1.8.3 in registry.acme.test/shop/api: manifest unknown',
    ],
    source:
      'OCI distribution specification, error code MANIFEST_UNKNOWN; moby/moby distribution/errors.go (translatePullError)',
  },
  {
    name: 'name_unknown',
    class: 'not_found',
    seenWith: 'ECR, Harbor, Nexus, Distribution, Artifact Registry',
    match: {
      any: [
        'name unknown',
        'name_unknown',
        'repository name not known to registry',
        'repository … does not exist',
        'repository … not found',
        'project … not found',
      ],
    },
    examples: [
      "name unknown: The repository with name 'shop/api' does not exist in the registry with id '123456789012'",
      'Error response from daemon: repository registry.acme.test/shop/api not found: name unknown: repository name not known to registry',
    ],
    source:
      'OCI distribution specification, error code NAME_UNKNOWN; Amazon ECR API reference (RepositoryNotFoundException)',
  },
  {
    name: 'reference_not_found',
    class: 'not_found',
    seenWith: 'containerd 1.4–2.x',
    match: {
      any: [
        'failed to resolve reference … : not found',
        'failed to resolve image … : not found',
        'failed to resolve source metadata for … : not found',
        'failed to create llb definition: … : not found',
      ],
    },
    examples: [
      'rpc error: code = NotFound desc = failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to resolve reference "registry.acme.test/shop/api:1.8.3": registry.acme.test/shop/api:1.8.3: not found',
    ],
    source: 'containerd/containerd core/remotes/docker/resolver.go (Resolve)',
  },
  {
    name: 'tag_or_artifact_not_found',
    class: 'not_found',
    seenWith: 'Harbor, Quay, OpenShift, dockerd',
    match: {
      any: [
        'artifact … not found',
        'was deleted or has expired',
        'no such image',
        'tag … not found',
        'image … not found',
        'could not find image',
      ],
    },
    examples: [
      'unknown: artifact shop/api:1.8.3 not found',
      'unknown: Tag 1.8.3 was deleted or has expired. To pull, revive via time machine',
    ],
    source: 'goharbor/harbor src/lib/errors/const.go; quay/quay endpoints/v2/errors.py (TagExpired)',
  },
  {
    name: 'status_404',
    class: 'not_found',
    also: ['registry_error'],
    seenWith: 'any registry, or a host that is none',
    match: { http: [404, 410] },
    examples: [
      'unexpected status from HEAD request to https://registry.acme.test/v2/shop/api/manifests/1.8.3: 404 Not Found',
    ],
    source: 'RFC 9110 sections 15.5.5 and 15.5.11',
  },
  {
    name: 'not_found_code',
    class: 'not_found',
    seenWith: 'containerd 1.4–2.x, messages cut by a terminal',
    match: { grpc: ['NotFound'] },
    examples: [
      'Back-off pulling image "registry.acme.test/shop/api:1.8.3": ErrImagePull: rpc error: code = NotFound',
    ],
    source: 'grpc/grpc doc/statuscodes.md (NOT_FOUND)',
  },
];

/** Words that only say that something is not there. */
export const ABSENT_FALLBACK_RULES: readonly PullErrorRule[] = [
  {
    name: 'not_found_words',
    class: 'not_found',
    certainty: 'generic',
    seenWith: 'any registry',
    match: { any: ['not found', 'does not exist', 'not in registry', 'image not known'], aboutPull: true },
    examples: ['Failed to pull image "registry.acme.test/shop/api:1.8.3": the requested item does not exist'],
    source: 'RFC 9110 section 15.5.5 (reason phrase)',
  },
];
