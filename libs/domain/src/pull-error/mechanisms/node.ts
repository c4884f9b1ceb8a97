import type { Mechanism } from './mechanism.js';

/** The node decided, or the node is in trouble. */
export const NODE_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'pull_policy',
    title: 'The pull policy forbids to pull',
    meaning:
      '`imagePullPolicy: Never` lets a container start from an image that is on the node, and the image is not there. Without a policy Kubernetes sets `Always` for `:latest` and for no tag, and `IfNotPresent` otherwise, when the pod is created; a later change of the tag does not change it. On clusters that check pull credentials of cached images, the same text means that this pod may not use the copy on the node.',
    diagnosis: [
      {
        title: 'Read the policy in effect',
        command:
          'kubectl -n "$NAMESPACE" get pod "$POD" -o jsonpath=\'{range .spec.containers[*]}{.image}{"\\t"}{.imagePullPolicy}{"\\n"}{end}\'',
      },
      {
        title: 'See what is on the node',
        command: 'kubectl get node "$NODE" -o json | jq -r \'.status.images[].names[]\'',
      },
    ],
    fixes: [
      {
        title: 'Let the kubelet pull',
        detail: '`IfNotPresent` uses what is there and pulls what is not.',
        patch: '          imagePullPolicy: IfNotPresent',
      },
      {
        title: 'Put the image on every node',
        detail: 'For air-gapped and local clusters.',
        command:
          'kind load docker-image "$IMAGE" || minikube image load "$IMAGE" || ctr -n k8s.io images import image.tar',
      },
      {
        title: 'Mind what `Always` and `:latest` mean',
        detail:
          'With `IfNotPresent` and a tag that moves, nodes keep different old copies. Pin a digest instead.',
        patch:
          '          image: "$REGISTRY/$REPOSITORY@sha256:<digest>"\n          imagePullPolicy: IfNotPresent',
      },
    ],
  },
  {
    class: 'node_throttle',
    title: 'The kubelet holds back its own pulls',
    meaning:
      'The kubelet starts at most `registryPullQPS` pulls per second (5, with bursts of 10, unless configured). Many pods placed on one node at once exceed it. No registry was asked, and the kubelet tries again by itself.',
    diagnosis: [
      {
        title: "Read the kubelet's limits",
        command:
          'kubectl get --raw "/api/v1/nodes/$NODE/proxy/configz" | jq \'.kubeletconfig | {registryPullQPS, registryBurst, serializeImagePulls, maxParallelImagePulls}\'',
      },
    ],
    fixes: [
      { title: 'Wait', detail: 'It passes within the back-off unless pods keep coming.' },
      {
        title: 'Raise the limit',
        detail: 'Where nodes start many different images at once.',
        patch: '# KubeletConfiguration\nregistryPullQPS: 20\nregistryBurst: 40',
      },
      {
        title: 'Pull less',
        detail: 'Use `IfNotPresent` with fixed tags, so that pods of one image share one pull.',
      },
    ],
  },
  {
    class: 'node_storage',
    title: 'The node cannot store or unpack the image',
    meaning:
      'The bytes arrived, and the node could not keep them: no room or no inodes, a broken or read-only file system, content that its own store lost, or an unpack step that is not allowed. Other nodes usually pull the same image.',
    diagnosis: [
      {
        title: "See the node's conditions",
        command: 'kubectl describe node "$NODE" | sed -n "/Conditions:/,/Addresses:/p"',
      },
      {
        title: 'See room and inodes',
        command:
          'kubectl debug "node/$NODE" -it --image=busybox:1.36 -- sh -c "df -h /host/var/lib; df -i /host/var/lib"',
      },
      { title: 'Compare sizes', command: 'crane manifest "$IMAGE" | jq \'[.layers[]?.size] | add\'' },
    ],
    fixes: [
      {
        title: 'Make room',
        detail:
          'Remove images no container uses; the kubelet does it by itself only above its threshold (85 %).',
        command: 'crictl rmi --prune',
      },
      {
        title: 'Move the pod',
        detail: 'Keep new pods off while the node is repaired.',
        command: 'kubectl cordon "$NODE" && kubectl -n "$NAMESPACE" delete pod "$POD"',
      },
      {
        title: 'Drop a damaged copy',
        detail:
          'After a power loss the runtime can have lost content it believes to have. Remove the image, then let it be pulled again.',
        command: 'crictl rmi "$IMAGE" && systemctl restart containerd',
      },
      {
        title: 'Give the node a larger or faster disk',
        detail: 'Large layers are written twice: compressed, then unpacked.',
      },
    ],
  },
  {
    class: 'cancelled',
    title: 'The pull was given up on the node',
    meaning:
      'The runtime stopped the pull: nothing arrived for longer than its progress limit, the client went away, or the runtime was restarted. A slow or broken connection is the usual reason behind it, a very large layer on a slow disk another.',
    diagnosis: [
      {
        title: "Read the runtime's log around that time",
        command: 'journalctl -u containerd --since "-30min" | grep -E "PullImage|no progress|cancel"',
      },
      { title: 'Measure the way to the registry', command: 'time crane export "$IMAGE" /dev/null' },
    ],
    fixes: [
      {
        title: 'Try again',
        detail: 'Layers that arrived are kept.',
        command: 'kubectl -n "$NAMESPACE" delete pod "$POD"',
      },
      {
        title: 'Raise the progress limit',
        detail: 'For slow links and large layers.',
        patch:
          '# /etc/containerd/config.toml\n[plugins."io.containerd.cri.v1.images"]\n  image_pull_progress_timeout = "10m"',
      },
      { title: 'Use a mirror near the nodes', detail: 'Or split the large layer.' },
    ],
  },
];
