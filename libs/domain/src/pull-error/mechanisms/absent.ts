import type { Mechanism } from './mechanism.js';

/** Something the reference names is not in the registry. */
export const ABSENT_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'not_found',
    title: 'Tag, digest or repository is not there',
    meaning:
      'The registry answered and knows no such tag, digest or repository. Either it was never pushed (the build failed, still runs or pushed another name), or it was removed, or the reference is misspelled. Some registries say the same to readers without permission.',
    diagnosis: [
      {
        title: 'Ask the registry for exactly this reference',
        command: 'crane manifest "$IMAGE" || skopeo inspect --raw "docker://$IMAGE"',
      },
      { title: 'See which tags there are', command: 'crane ls "$REGISTRY/$REPOSITORY" | sort -V | tail -20' },
      {
        title: 'Read the reference the pod really uses',
        command:
          'kubectl -n "$NAMESPACE" get pod "$POD" -o jsonpath=\'{range .spec.containers[*]}{.image}{"\\n"}{end}\'',
      },
    ],
    fixes: [
      {
        title: 'Use a tag that was pushed',
        detail:
          'Put the tag the build really pushed into the manifest. Quote it in YAML: `1.10` and `8e6` are numbers otherwise.',
        patch:
          'spec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: "$REGISTRY/$REPOSITORY:$TAG"',
      },
      {
        title: 'Pin the digest',
        detail:
          'A digest names the content itself, so a tag that moves or goes away cannot change what runs.',
        command: 'crane digest "$REGISTRY/$REPOSITORY:$TAG"',
        patch: '          image: "$REGISTRY/$REPOSITORY@sha256:<digest>"',
      },
      {
        title: 'Run the build again, or deploy the last tag that exists',
        detail:
          'If the build of this commit failed or pushed nothing, no manifest change helps until it has pushed. Roll back meanwhile.',
        command: 'kubectl -n "$NAMESPACE" rollout undo deployment/<name>',
      },
      {
        title: 'Exempt deployed tags from retention',
        detail:
          'If the tag was removed, push it again, and make the retention rule keep tags that workloads or rollbacks still use.',
      },
    ],
  },
  {
    class: 'child_missing',
    title: 'The image index is there, a manifest it lists is gone',
    meaning:
      'The tag resolves to an index, and the manifest for this platform, which the index lists by digest, was removed. Clean-up jobs that delete untagged manifests do this, because a child of an index has no tag of its own.',
    diagnosis: [
      {
        title: 'List the children of the index',
        command:
          'crane manifest "$IMAGE" | jq -r \'.manifests[] | [.digest, .platform.os + "/" + .platform.architecture] | @tsv\'',
      },
      { title: 'Ask for one child', command: 'crane manifest "$REGISTRY/$REPOSITORY@sha256:<digest>"' },
    ],
    fixes: [
      {
        title: 'Build and push the image again',
        detail: 'The same commit gives the children back; a push of the index alone does not.',
      },
      {
        title: 'Make the clean-up keep children',
        detail:
          'Use a clean-up that follows indexes before it calls a manifest untagged, and exclude provenance attestations from the count.',
      },
      {
        title: 'Copy it from where it is complete',
        detail: 'If another registry or a cache still has every platform, copy all of them.',
        command: 'crane copy "<source>/$REPOSITORY:$TAG" "$REGISTRY/$REPOSITORY:$TAG"',
      },
    ],
  },
  {
    class: 'invalid_reference',
    title: 'The image field is not a reference',
    meaning:
      'The text in `image:` cannot be read as an image reference, so no registry was asked. Usual reasons are a variable that was not filled in, an upper-case repository, a scheme (`https://`), two tags, a blank, or a short name on a node that does not search registries.',
    diagnosis: [
      {
        title: 'Read the image field as the API server has it',
        command:
          'kubectl -n "$NAMESPACE" get pod "$POD" -o json | jq -r \'.spec.containers[].image\' | cat -A',
      },
      { title: 'Let a client parse it', command: 'crane digest "$IMAGE"' },
    ],
    fixes: [
      {
        title: 'Correct the reference',
        detail:
          '`[host[:port]/]path[:tag][@sha256:…]`, the path in lower case, at most one tag, no scheme and no blanks.',
        patch: '          image: "$REGISTRY/$REPOSITORY:$TAG"',
      },
      {
        title: 'Fail the deployment when a variable is empty',
        detail: 'Templates that turn an unset variable into `:` or `<no value>` should stop instead.',
        command: 'helm template . --set-string image.tag="${TAG:?tag is empty}"',
      },
      {
        title: 'Write the registry in front of a short name',
        detail:
          'CRI-O does not guess a registry in enforcing short-name mode: write `docker.io/library/nginx`, not `nginx`.',
      },
    ],
  },
];
