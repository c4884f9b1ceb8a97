/**
 * Reasons of a waiting container that mean its image could not be had (kubernetes/kubernetes,
 * pkg/kubelet/images/types.go and, for the last two, pkg/kubelet/images/image_manager.go with
 * k8s.io/cri-api/pkg/errors).
 */
const PULL_REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** Reasons of a waiting container that say nothing of its image: the kubelet has not come to it. */
const NOT_YET: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

/**
 * What a waiting container's reason says of its image. The kubelet pulls before it makes the
 * container's configuration, so every other reason (`CrashLoopBackOff`, `CreateContainerConfigError`,
 * …) means that the image is there.
 */
export function imageOfWaiting(reason: string): 'failing' | 'not_yet' | 'pulled' {
  if (PULL_REASONS.has(reason)) return 'failing';
  return NOT_YET.has(reason) ? 'not_yet' : 'pulled';
}
