import type { Mechanism } from './mechanism.js';

/** What came is not usable, or not allowed. */
export const CONTENT_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'corrupt_content',
    title: 'The content is not what its digest says, or not a format the runtime reads',
    meaning:
      'A layer or a manifest arrived with another size or digest than announced, cannot be unpacked as an archive, or is of a type the runtime does not support (schema 1 manifests, charts and other artifacts). A proxy that cuts or rewrites answers, a damaged blob in the registry, or a very old image are the usual reasons.',
    diagnosis: [
      { title: 'Check every blob against its digest', command: 'crane validate --remote "$IMAGE"' },
      {
        title: 'See what kind of manifest it is',
        command: 'crane manifest "$IMAGE" | jq -r \'.mediaType, .schemaVersion, .config.mediaType\'',
      },
    ],
    fixes: [
      {
        title: 'Push the image again',
        detail:
          'A damaged blob is only replaced when the registry does not believe it has it: delete the tag first, or build anew.',
      },
      {
        title: 'Leave the proxy out',
        detail: 'Pull once without the cache between node and registry; if that works, clear the cache.',
      },
      {
        title: 'Convert an old image',
        detail: 'containerd 2.1 and Docker 26 no longer read schema 1: copy it with a tool that converts.',
        command: 'skopeo copy --format v2s2 "docker://$IMAGE" "docker://$REGISTRY/$REPOSITORY:$TAG"',
      },
    ],
  },
  {
    class: 'signature_policy',
    title: 'A policy does not let this image run',
    meaning:
      'The node (containers-policy.json, an image verifier) or the registry (content trust, vulnerability policy) demands something this image does not have: a signature, a signature by the right key, a scan result. The image itself was found.',
    diagnosis: [
      {
        title: 'Look for signatures',
        command: 'cosign tree "$IMAGE"; cosign verify --key cosign.pub "$IMAGE"',
      },
      {
        title: "Read the node's policy",
        command:
          'kubectl debug "node/$NODE" -it --image=busybox:1.36 -- cat /host/etc/containers/policy.json',
      },
    ],
    fixes: [
      {
        title: 'Sign the image in the build',
        detail: 'Sign the digest that was pushed, not the tag.',
        command: 'cosign sign --key cosign.key "$REGISTRY/$REPOSITORY@$(crane digest "$IMAGE")"',
      },
      {
        title: 'Correct the policy',
        detail:
          'If the policy does not parse, or demands a signature for an image that has none by design, change the rule for that scope alone.',
      },
    ],
  },
];
