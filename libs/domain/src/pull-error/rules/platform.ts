import type { PullErrorRule } from '../rule.js';

/** The image exists, and not for this node's operating system and architecture. */
export const PLATFORM_RULES: readonly PullErrorRule[] = [
  {
    name: 'no_platform_in_manifest',
    class: 'arch_mismatch',
    seenWith: 'containerd 1.4–2.x, buildkit, k3s, ECS',
    match: {
      any: [
        'no match for platform in manifest',
        'no match for platform',
        'no match for current platform',
        'no matching platform',
        'no supported platform found in manifest list',
        'does not contain descriptor matching platform',
        'no child with platform',
        'no manifest found for platform',
      ],
    },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = NotFound desc = failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": no match for platform in manifest: not found',
      'failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to unpack image on snapshotter overlayfs: no match for platform in manifest sha256:0c1d: not found',
      "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    ],
    source: 'containerd/containerd core/images/image.go (Manifest)',
  },
  {
    name: 'no_matching_manifest',
    class: 'arch_mismatch',
    seenWith: 'dockerd 17.06–29, cri-dockerd',
    match: { any: ['no matching manifest for'], none: ['failed to resolve reference'] },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = no matching manifest for linux/arm64/v8 in the manifest list entries',
      'no matching manifest for windows/amd64 10.0.17763 in the manifest list entries',
    ],
    source: 'moby/moby distribution/errors.go (noMatchesErr)',
  },
  {
    name: 'no_image_for_architecture',
    class: 'arch_mismatch',
    seenWith: 'CRI-O, podman, buildah',
    match: {
      any: [
        'no image found in manifest list for architecture',
        'no image found in image index for architecture',
        'choosing image instance',
        'error choosing an image from manifest list',
        'image architecture mismatch',
        'image operating system mismatch',
      ],
    },
    examples: [
      'initializing source docker://registry.acme.test/shop/api:1.8.3: choosing image instance: no image found in image index for architecture "arm64", variant "v8", OS "linux"',
    ],
    source: 'containers/image internal/manifest/docker_schema2_list.go, oci_index.go (ChooseInstance)',
  },
  {
    name: 'platform_differs',
    class: 'arch_mismatch',
    seenWith: 'dockerd 20.10–29, Windows nodes',
    match: {
      any: [
        'does not match the specified platform',
        'cannot be used on this platform',
        'does not provide the specified platform',
        'does not provide any platform',
        'unsupported os/arch',
        'unsupported architecture',
        'does not match the detected host platform',
        'does not match the expected platform',
        'windows version … is incompatible with',
        'the container operating system does not match the host operating system',
      ],
    },
    examples: [
      'image with reference registry.acme.test/shop/api:1.8.3 was found but does not match the specified platform: wanted linux/amd64, actual: linux/arm64/v8',
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = image operating system "windows" cannot be used on this platform',
      'a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host',
    ],
    source: 'moby/moby daemon/images/image.go; distribution/pull_v2_windows.go (checkImageCompatibility)',
  },
];
