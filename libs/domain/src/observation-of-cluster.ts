import type { ObservationBase } from './observation-base.js';

/** The workload a pod belongs to. */
export interface WorkloadRef {
  readonly kind: string;
  readonly name: string;
}

/** An Argo CD application, a Flux Kustomization or HelmRelease, or a Helm release. */
export interface DeliveredBy {
  readonly tool: 'argocd' | 'flux' | 'helm';
  readonly name: string;
}

/** A pull secret the pod or its service account references; never its contents. */
export interface PullSecretRef {
  readonly name: string;
  /** Whether it exists in the pod's namespace; absent when the agent may not look. */
  readonly exists?: boolean | null;
  /** Registry host names it holds credentials for; absent without the opt-in right. */
  readonly hosts?: readonly string[] | null;
  /** Other namespaces of the cluster that hold a secret of this name. */
  readonly otherNamespaces?: readonly string[] | null;
}

/** Where a GitOps tool took a workload's manifest from. */
export interface DeployedFrom {
  /** `argocd`, `flux`. */
  readonly tool?: string | null;
  /** The manifest repository, as a path or an address. */
  readonly repository?: string | null;
  /** A commit id, alone or as Flux writes it (`main@sha1:…`). */
  readonly revision: string;
}

/** What both a failing and a recovered container tell. */
interface ContainerObservation extends ObservationBase {
  readonly cluster?: string | null;
  readonly namespace?: string | null;
  readonly pod?: string | null;
  readonly podUid?: string | null;
  readonly container?: string | null;
  readonly workload?: WorkloadRef | null;
  /** The workload's rollout: a Deployment's revision number, or a controller revision hash. */
  readonly revision?: string | null;
  /** The delivery tool that put the workload into the cluster, and its name for it. */
  readonly deliveredBy?: DeliveredBy | null;
  readonly node?: string | null;
  /** `kubernetes.io/arch` of the node, e.g. `arm64`. */
  readonly nodeArch?: string | null;
  readonly nodeOs?: string | null;
  /** Version of the node's kubelet: `v1.32.1`. */
  readonly kubelet?: string | null;
  /** Runtime and version as the node reports it: `containerd://1.7.2`. */
  readonly runtime?: string | null;
  /** The image as the pod's spec writes it. */
  readonly image?: string | null;
  readonly reason?: string | null;
  readonly message?: string | null;
  readonly pullPolicy?: string | null;
  readonly pullSecrets?: readonly PullSecretRef[] | null;
  readonly serviceAccount?: string | null;
  /** Pull secrets that the service account has now; the pod has those it had when it was created. */
  readonly serviceAccountSecrets?: readonly string[] | null;
  /** The revision of a manifest repository that the workload was rolled out from, as Argo CD or Flux say it. */
  readonly deployedFrom?: DeployedFrom | null;
  readonly firstSeenAt?: string | null;
  readonly lastSeenAt?: string | null;
  readonly count?: number | null;
}

/** A container whose image cannot be pulled. */
export interface FailureObservation extends ContainerObservation {
  readonly kind: 'failure';
}

/** A container that failed to pull and no longer does: pulled, deleted or given another image. */
export interface RecoveryObservation extends ContainerObservation {
  readonly kind: 'recovery';
}

/** An agent is alive. It is no fact of the history: what it covers is kept, it is not. */
export interface HeartbeatObservation extends ObservationBase {
  readonly kind: 'heartbeat';
  readonly cluster?: string | null;
  /**
   * The agent has reported everything that failed at this time or later; what it has not is over.
   * Absent while it does not know its whole scope.
   */
  readonly knownSince?: string | null;
  /** The only namespaces it watches; absent for all. */
  readonly namespaces?: readonly string[] | null;
  /** Namespaces it leaves out. */
  readonly exceptNamespaces?: readonly string[] | null;
  readonly agentVersion?: string | null;
  /** How far its clock is ahead of the service's, in milliseconds. */
  readonly clockSkewMs?: number | null;
}
