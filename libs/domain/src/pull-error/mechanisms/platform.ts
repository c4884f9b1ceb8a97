import type { Mechanism } from './mechanism.js';

/** The image is not for this kind of node. */
export const PLATFORM_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'arch_mismatch',
    title: 'The image has nothing for this architecture',
    meaning:
      "The tag is there, and none of its platforms is the node's: it was built for one architecture only, or the build of the other one failed. A container that starts and dies with `exec format error` is the other half of this: there the pull worked, because a single-platform image says nothing about its platform until it runs.",
    diagnosis: [
      {
        title: 'List the platforms of the image; `unknown/unknown` entries are attestations',
        command:
          'crane manifest "$IMAGE" | jq -r \'.manifests[]?.platform | .os + "/" + .architecture + (if .variant then "/" + .variant else "" end)\'',
      },
      {
        title: 'See the architecture of the nodes',
        command: 'kubectl get nodes -L kubernetes.io/arch,kubernetes.io/os',
      },
      {
        title: 'Read the platform of a single-platform image',
        command: 'crane config "$IMAGE" | jq -r \'.os + "/" + .architecture\'',
      },
    ],
    fixes: [
      {
        title: 'Publish the image for both architectures',
        detail: 'One build for all platforms pushes one index, so no leg can be missing.',
        command: 'docker buildx build --platform linux/amd64,linux/arm64 -t "$IMAGE" --push .',
      },
      {
        title: 'Keep the pods on nodes the image is for',
        detail: 'Until the image is complete, let the scheduler choose matching nodes only.',
        patch: 'spec:\n  template:\n    spec:\n      nodeSelector:\n        kubernetes.io/arch: amd64',
      },
      {
        title: 'Make the build fail when one platform fails',
        detail: 'Where legs are built apart and joined later, join only when every leg has pushed.',
        command: 'docker buildx imagetools create -t "$IMAGE" "$IMAGE-amd64" "$IMAGE-arm64"',
      },
    ],
  },
];
