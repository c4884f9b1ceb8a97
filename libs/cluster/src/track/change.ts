import type { WantedImage } from '../objects/containers.js';
import type { PodIdentity } from '../objects/pod.js';

/** Why a container no longer fails. */
export type RecoveryReason =
  /** The image is there. */
  | 'Pulled'
  /** The container is given another image now. */
  | 'ImageChanged'
  /** The pod is gone. */
  | 'PodDeleted'
  /** The pod ended without this container's image. */
  | 'PodFinished';

/** Something to report of one container, or of a pod's sandbox where `container` is `null`. */
export interface Change {
  readonly kind: 'failure' | 'recovery';
  readonly pod: PodIdentity;
  readonly container: string | null;
  readonly image: WantedImage;
  /** Of a failure the kubelet's reason, else a `RecoveryReason`. */
  readonly reason: string;
  /** The most telling text so far. */
  readonly message: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Failed attempts as the cluster's Events count them. */
  readonly count: number | null;
  /** Pull secrets that the kubelet says it could not find. */
  readonly missingSecrets: readonly string[];
}
