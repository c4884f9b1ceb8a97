import type { PullErrorRule } from '../rule.js';
import { PULL_WORDS } from './pull-words.js';

/** Events of a pod's life that share words with pull errors and are none. */
export const OTHER_EVENT_RULES: readonly PullErrorRule[] = [
  {
    name: 'volume_mount',
    class: 'not_pull',
    seenWith: 'kubelet and attach-detach controller 1.20–1.34',
    match: {
      any: [
        'mountvolume.*',
        'attachvolume.*',
        'mapvolume.*',
        'unmountvolume.*',
        'unable to attach or mount volumes',
        'unable to mount volumes',
        'multi-attach error',
        'failed to prepare subpath',
      ],
      none: PULL_WORDS,
    },
    examples: [
      'MountVolume.SetUp failed for volume "tls" : secret "api-tls" not found',
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data]: timed out waiting for the condition',
    ],
    source: 'kubernetes/kubernetes pkg/volume/util/operationexecutor/operation_generator.go',
  },
  {
    name: 'probe',
    class: 'not_pull',
    seenWith: 'kubelet 1.20–1.34',
    match: {
      any: ['liveness probe', 'readiness probe', 'startup probe', 'probe failed', 'probe errored'],
      none: PULL_WORDS,
    },
    examples: [
      'Readiness probe failed: Get "http://10.0.0.7:8080/healthz": dial tcp 10.0.0.7:8080: connect: connection refused',
      'Liveness probe failed: HTTP probe failed with statuscode: 503',
    ],
    source: 'kubernetes/kubernetes pkg/kubelet/prober/prober.go',
  },
  {
    name: 'scheduling',
    class: 'not_pull',
    seenWith: 'kube-scheduler and cluster autoscaler 1.20–1.34',
    match: {
      any: [
        'nodes are available',
        'no nodes available to schedule',
        'preemption is not helpful',
        "pod didn't trigger scale-up",
        'unbound immediate persistentvolumeclaims',
        'predicate nodeaffinity failed',
      ],
      none: PULL_WORDS,
    },
    examples: ['0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}.'],
    source: 'kubernetes/kubernetes pkg/scheduler/framework/types.go (FitError)',
  },
  {
    name: 'eviction',
    class: 'not_pull',
    seenWith: 'kubelet 1.20–1.34',
    match: {
      any: [
        'the node was low on resource',
        'the node had condition',
        'exceeded its local ephemeral storage limit',
        'exceeds the total limit of containers',
        'usage of emptydir volume',
        'failed to garbage collect required amount of images',
      ],
      none: PULL_WORDS,
    },
    examples: [
      'The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 900Mi.',
      'failed to garbage collect required amount of images. Wanted to free 4294967296 bytes, but freed 0 bytes',
    ],
    source: 'kubernetes/kubernetes pkg/kubelet/eviction/helpers.go; pkg/kubelet/images/image_gc_manager.go',
  },
  {
    name: 'admission',
    class: 'not_pull',
    seenWith: 'API server 1.20–1.34, Gatekeeper, Kyverno, sigstore policy-controller',
    match: {
      any: [
        'admission webhook',
        'denied the request',
        'error creating:',
        'failed calling webhook',
        'violates podsecurity',
        'exceeded quota:',
        'error looking up service account',
        'pods … is forbidden',
      ],
      none: PULL_WORDS,
    },
    examples: [
      'Error creating: admission webhook "policy.acme.test" denied the request: image registry.acme.test/shop/api:1.8.3 failed signature verification: no signatures found',
      'pods "api-0" is forbidden: error looking up service account shop/api: serviceaccount "api" not found',
    ],
    source: 'kubernetes/apiserver pkg/admission/plugin/webhook/errors/statuserror.go',
  },
  {
    name: 'progress',
    class: 'not_pull',
    seenWith: 'kubelet 1.20–1.34',
    match: {
      any: [
        '^pulling image',
        '^pulled:',
        'successfully pulled image',
        'already present on machine',
        '^created container',
        '^started container',
        '^stopping container',
        '^successfully assigned',
        '^created pod:',
        '^deleted pod:',
        '^scaled up replica set',
      ],
      none: ['failed to', 'error', 'rpc error: code =', 'pulling image failed', '^pulling image:'],
    },
    examples: [
      'Pulling image "registry.acme.test/shop/api:1.8.3"',
      'Container image "registry.acme.test/shop/api:1.8.3" already present on machine',
      'Successfully pulled image "registry.acme.test/shop/api:1.8.3" in 2.1s (2.1s including waiting)',
    ],
    source: 'kubernetes/kubernetes pkg/kubelet/images/image_manager.go (EnsureImageExists)',
  },
  {
    name: 'runtime_socket_down',
    class: 'not_pull',
    also: ['network'],
    seenWith: 'kubelet, crictl, ctr, docker and kubeadm with a stopped or foreign runtime',
    match: {
      any: [
        'error while dialing dial unix',
        'error while dialing: dial unix',
        'dial unix',
        'cannot connect to the docker daemon',
        'container runtime is down',
        'container runtime is not running',
        'unknown service runtime.v1*',
      ],
    },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: connection refused"',
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'rpc error: code = Unimplemented desc = unknown service runtime.v1.ImageService',
    ],
    source:
      'grpc/grpc-go internal/transport/http2_client.go; moby/moby client/errors.go (ErrorConnectionFailed)',
  },
  {
    name: 'pod_sandbox',
    class: 'not_pull',
    seenWith: 'kubelet 1.20–1.34 with containerd, CRI-O, dockerd and CNI plug-ins',
    match: {
      any: [
        'failed to create pod sandbox',
        'failed create pod sandbox',
        'failed to setup network for sandbox',
        'failed to set up sandbox container',
        'createpodsandboxerror',
        'failed to create sandbox',
        'failed to start sandbox',
        'sandbox changed',
        'networkplugin cni',
        'cni plugin not initialized',
        'cni config uninitialized',
        'network is not ready',
        'failed to reserve sandbox name',
        'killpodsandboxerror',
        'failed to destroy network for sandbox',
      ],
      none: [...PULL_WORDS, 'sandbox image', 'pause image', 'dial tcp: lookup'],
    },
    examples: [
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "4c1f": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
      'Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    ],
    source: 'containerd/containerd internal/cri/server/sandbox_run.go; containernetworking/cni libcni/api.go',
  },
  {
    name: 'job_or_rollout',
    class: 'not_pull',
    seenWith: 'controllers and kubelet 1.20–1.34',
    match: {
      any: [
        'job has reached the specified backoff limit',
        'job was active longer than specified deadline',
        'nameserver limits were exceeded',
        'exceeded its progress deadline',
        'does not have minimum availability',
      ],
      none: PULL_WORDS,
    },
    examples: ['Job has reached the specified backoff limit'],
    source: 'kubernetes/kubernetes pkg/controller/job/job_controller.go',
  },
];
