import type { DeliveredBy } from '#domain';
import { lenient } from '#platform';
import type { KubeApi } from '../api/kube-api.js';
import { deliveredBy } from '../objects/delivered-by.js';
import { controllerOf, type OwnerReference } from '../objects/owner-reference.js';
import type { PodIdentity } from '../objects/pod.js';
import { Metadata } from '../objects/pod-schema.js';
import { type LookUp, type LookUpFailed, lookUp, METADATA_ONLY, pathOf } from './look-up.js';

/** What a pod belongs to. */
export interface WorkloadFacts {
  /** The last owner in the chain; the pod itself where nobody owns it. */
  readonly workload: { readonly kind: string; readonly name: string };
  /** The rollout: a Deployment's revision number, or a controller revision hash. */
  readonly revision: string | null;
  readonly deliveredBy: DeliveredBy | null;
}

interface OwnerFacts {
  readonly owner: OwnerReference | null;
  readonly revision: string | null;
  readonly deliveredBy: DeliveredBy | null;
}

/**
 * Owners that are looked at, by API group and kind. An owner of another kind, such as a custom
 * resource, is known by name only: to read it would take rights on every kind there may be.
 */
const PLURALS: Readonly<Record<string, string>> = {
  'apps/ReplicaSet': 'replicasets',
  'apps/Deployment': 'deployments',
  'apps/StatefulSet': 'statefulsets',
  'apps/DaemonSet': 'daemonsets',
  'batch/Job': 'jobs',
  'batch/CronJob': 'cronjobs',
};

/** Pod, ReplicaSet, Deployment and one to spare; a longer chain is a circle or of no interest. */
const LONGEST_CHAIN = 4;

/** Owners change their annotations with each rollout, in milliseconds. */
const GOOD_FOR_MS = 300_000;

const REVISIONS = ['deployment.kubernetes.io/revision', 'rollout.argoproj.io/revision'];

const Owner = lenient.shape({ metadata: Metadata });

/** Follows owner references from a pod up to its workload. */
export function workloadDirectory(
  api: KubeApi,
  failed: LookUpFailed,
): (pod: PodIdentity) => Promise<WorkloadFacts> {
  const find = lookUp({ api, failed, accept: METADATA_ONLY, goodForMs: GOOD_FOR_MS, read: readOwner });
  return (pod) => climb(find, pod);
}

async function climb(find: LookUp<OwnerFacts>, pod: PodIdentity): Promise<WorkloadFacts> {
  let workload = { kind: 'Pod', name: pod.name };
  let { owner, revision, deliveredBy: delivered } = pod as OwnerFacts;
  for (let step = 0; owner && step < LONGEST_CHAIN; step += 1) {
    workload = { kind: owner.kind, name: owner.name };
    const path = pathOfOwner(pod.namespace, owner);
    const found = path === null ? null : await find(path);
    if (found?.is !== 'there') break;
    owner = found.value.owner;
    revision ??= found.value.revision;
    delivered = found.value.deliveredBy ?? delivered;
  }
  return { workload, revision, deliveredBy: delivered };
}

function pathOfOwner(namespace: string, { apiVersion, kind, name }: OwnerReference): string | null {
  const plural = PLURALS[`${apiVersion.split('/', 1)[0]}/${kind}`];
  return plural ? pathOf('apis', apiVersion, 'namespaces', namespace, plural, name) : null;
}

function readOwner(value: unknown): OwnerFacts | null {
  const metadata = lenient.read(Owner, value)?.metadata;
  if (!metadata) return null;
  const revision = REVISIONS.map((key) => metadata.annotations.get(key)).find((each) => each !== undefined);
  return {
    owner: controllerOf(metadata),
    revision: revision ?? null,
    deliveredBy: deliveredBy(metadata),
  };
}
