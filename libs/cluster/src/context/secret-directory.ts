import { lenient } from '#platform';
import type { KubeApi } from '../api/kube-api.js';
import type { PodIdentity } from '../objects/pod.js';
import { dockerConfigHosts } from './docker-config-hosts.js';
import { type Found, type LookUpFailed, lookUp, METADATA_ONLY, pathOf } from './look-up.js';

/**
 * How far the agent looks into pull secrets. Kubernetes has no right that allows a secret's metadata
 * and not its data, so each step has to be opted in with the role that it needs.
 * `none`: names only, from the pod. `exists`: whether they are there, and in which other namespaces;
 * only metadata is ever asked for. `hosts`: the registry host names inside too.
 */
export type SecretSight = 'none' | 'exists' | 'hosts';

/** A pull secret that a pod names. */
export interface SecretFacts {
  readonly name: string;
  /** `null` where it cannot be told. */
  readonly exists: boolean | null;
  readonly otherNamespaces: readonly string[] | null;
  readonly hosts: readonly string[] | null;
}

/** A person makes the missing secret and looks again, in milliseconds. */
const GOOD_FOR_MS = 60_000;

/** Namespaces named in one report; a fix needs one. */
const MOST_NAMESPACES = 20;

/** One page is enough: a name that a thousand namespaces share needs no longer list. */
const PAGE = '1000';

const SecretList = lenient.shape({
  items: lenient.list(lenient.shape({ metadata: lenient.shape({ namespace: lenient.text }) })),
});

const Present = lenient.shape({ metadata: lenient.shape({ name: lenient.text }) });

/** Looks up the pull secrets of pods. `missing` are those that the kubelet itself could not find. */
export type FindSecrets = (pod: PodIdentity, missing: readonly string[]) => Promise<readonly SecretFacts[]>;

/** @param sight what the role of the agent allows it to see */
export function secretDirectory(api: KubeApi, failed: LookUpFailed, sight: SecretSight): FindSecrets {
  const settings = { api, failed, goodForMs: GOOD_FOR_MS };
  const present = lookUp({
    ...settings,
    accept: METADATA_ONLY,
    read: (value) => lenient.read(Present, value) ?? null,
  });
  const hosts = lookUp({ ...settings, read: dockerConfigHosts });
  const elsewhere = namespacesByName(api, failed);
  const look = async (pod: PodIdentity, name: string): Promise<SecretFacts> => {
    const path = pathOf('api/v1/namespaces', pod.namespace, 'secrets', name);
    const found: Found<unknown> = sight === 'hosts' ? await hosts(path) : await present(path);
    // One that cannot be read as credentials is there all the same.
    const exists = found.is === 'unseen' ? null : found.is === 'there';
    const inside = sight === 'hosts' && found.is === 'there' ? (found.value as readonly string[]) : null;
    const namespaces = exists === false ? await elsewhere(name) : null;
    const others = namespaces?.filter((namespace) => namespace !== pod.namespace) ?? null;
    return { name, exists, hosts: inside, otherNamespaces: others?.slice(0, MOST_NAMESPACES) ?? null };
  };
  return (pod, missing) =>
    Promise.all(
      pod.pullSecrets.map(async (name) => {
        const facts = sight === 'none' ? unseen(name) : await look(pod, name);
        return facts.exists === null && missing.includes(name) ? { ...facts, exists: false } : facts;
      }),
    );
}

const unseen = (name: string): SecretFacts => ({ name, exists: null, otherNamespaces: null, hosts: null });

/** Namespaces that hold a secret of a name; `null` where they cannot be seen. */
function namespacesByName(api: KubeApi, failed: LookUpFailed) {
  return async (name: string): Promise<readonly string[] | null> => {
    const answer = await api.json({
      path: '/api/v1/secrets',
      accept: METADATA_ONLY.replace('PartialObjectMetadata', 'PartialObjectMetadataList'),
      query: { fieldSelector: `metadata.name=${name}`, limit: PAGE },
    });
    if (!answer.ok) {
      failed(answer);
      return null;
    }
    const items = lenient.read(SecretList, answer.value)?.items ?? [];
    return items.flatMap(({ metadata }) => metadata?.namespace ?? []).sort();
  };
}
