import type { DeliveredBy } from '#domain';
import { lenient } from '#platform';
import { type ContainerFacts, containersOf, type WantedImage, wantedImages } from './containers.js';
import { deliveredBy } from './delivered-by.js';
import { controllerOf, type OwnerReference } from './owner-reference.js';
import { PodSchema, type RawPod } from './pod-schema.js';

/** Who a pod is and what it needs to pull; small enough to be kept for every failing pod. */
export interface PodIdentity {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: string | null;
  readonly serviceAccount: string;
  /** Names under `spec.imagePullSecrets`, which the service account's are copied into at creation. */
  readonly pullSecrets: readonly string[];
  readonly owner: OwnerReference | null;
  /** `controller-revision-hash` of a StatefulSet's or DaemonSet's pod. */
  readonly revision: string | null;
  readonly deliveredBy: DeliveredBy | null;
}

/** What a pod says of its images. */
export interface Pod {
  readonly identity: PodIdentity;
  readonly images: readonly WantedImage[];
  readonly containers: readonly ContainerFacts[];
  /** It ended by itself or was ended, and pulls nothing any more. */
  readonly finished: boolean;
  /** Its sandbox stands: the kubelet came as far as its containers. */
  readonly sandboxed: boolean;
}

/** A pod without a service account of its own runs under this one. */
const DEFAULT_ACCOUNT = 'default';

const FINISHED: ReadonlySet<string | undefined> = new Set(['Succeeded', 'Failed']);

/** Reads a pod as the API server gives it; `null` when it is none. The rest of the object is dropped. */
export function readPod(value: unknown): Pod | null {
  const raw = lenient.read(PodSchema, value);
  const identity = raw && identityOf(raw);
  if (!raw || !identity) return null;
  const containers = containersOf(raw);
  return {
    identity,
    images: wantedImages(raw),
    containers,
    finished: FINISHED.has(raw.status?.phase),
    sandboxed: containers.some(({ state }) => state.is !== 'not_yet'),
  };
}

function identityOf({ metadata, spec }: RawPod): PodIdentity | null {
  if (!metadata?.uid || !metadata.namespace || !metadata.name) return null;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    node: spec?.nodeName ?? null,
    serviceAccount: spec?.serviceAccountName ?? DEFAULT_ACCOUNT,
    pullSecrets: (spec?.imagePullSecrets ?? []).flatMap(({ name }) => name ?? []),
    owner: controllerOf(metadata),
    revision: metadata.labels.get('controller-revision-hash') ?? null,
    deliveredBy: deliveredBy(metadata),
  };
}
