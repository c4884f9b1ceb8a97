import type { ContainerFailure } from '../evidence/snapshot.js';
import { registryKind } from '../image/index.js';
import type { Cause, Fix } from '../verdict.js';
import { quote } from './fixes.js';
import type { Finding, Hypothesis, OpenCase } from './hypothesis.js';
import { asPush, nodeSays, wanted, when } from './say.js';

/** What is wrong with the credentials of one container. */
interface Fault {
  readonly cause: Cause;
  readonly failure: ContainerFailure;
  readonly says: string;
  readonly fixes: readonly Fix[];
}

/** Registries' other names in docker configuration files. */
const DOCKER_HUB = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/** `https://index.docker.io/v1/` and `docker.io` are the same key. */
function hostOfKey(key: string): string {
  const host = key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
  return DOCKER_HUB.has(host) ? 'docker.io' : host;
}

/** Registries whose clouds log the node in: pods without a pull secret are the rule there. */
const NODE_LOGS_IN = new Set(['ecr', 'gar', 'gcr', 'acr']);

/** Docker's official images are public: nobody needs a credential for them. */
const isOfficial = ({ snapshot: { image } }: OpenCase) => image.repository.startsWith('docker.io/library/');

function createSecret(file: OpenCase, failure: ContainerFailure, name: string): Fix {
  const registry = file.snapshot.image.registry;
  const words = [
    'kubectl',
    '-n',
    failure.namespace,
    'create',
    'secret',
    'docker-registry',
    name,
    `--docker-server=${registry}`,
  ];
  return {
    title: `Create the secret ${name} in ${failure.namespace}`,
    detail: 'A pull secret works only in the namespace it is in.',
    command: `${words.map(quote).join(' ')} --docker-username=USER --docker-password=TOKEN`,
  };
}

function referenceSecret(failure: ContainerFailure, name: string): Fix {
  const account = failure.serviceAccount ?? 'default';
  const patch = JSON.stringify({ imagePullSecrets: [{ name }] });
  return {
    title: `Let the service account ${account} use it`,
    detail:
      'Pods created afterwards get the secret by themselves; or list it under imagePullSecrets of the pod.',
    command: `kubectl -n ${quote(failure.namespace)} patch serviceaccount ${quote(account)} -p ${quote(patch)}`,
  };
}

/** Looks at one container's secrets; `null` when they are not known, or nothing is wrong with them. */
export function faultOf(file: OpenCase, failure: ContainerFailure): Fault | null {
  const secrets = failure.pullSecrets;
  const { registry } = file.snapshot.image;
  if (!secrets) return null;
  if (secrets.length === 0) {
    if (NODE_LOGS_IN.has(registryKind(registry).kind) || isOfficial(file)) return null;
    return {
      cause: 'pull_secret_missing',
      failure,
      says: `the pod in namespace ${failure.namespace} references no pull secret`,
      fixes: [createSecret(file, failure, 'regcred'), referenceSecret(failure, 'regcred')],
    };
  }
  const present = secrets.filter((secret) => secret.exists !== false);
  const [absent] = secrets.filter((secret) => secret.exists === false);
  if (present.length === 0 && absent) return absentSecret(file, failure, absent);
  const hosts = present.flatMap((secret) => secret.hosts ?? []);
  const known = present.every((secret) => secret.hosts !== null);
  const wantedHost = hostOfKey(registry);
  if (known && !hosts.some((host) => hostOfKey(host) === wantedHost)) {
    const [first] = present;
    return {
      cause: 'pull_secret_wrong_registry',
      failure,
      says: `secret ${present.map((secret) => secret.name).join(', ')} has credentials for ${hosts.join(', ') || 'no registry'}, and the image is on ${registry}`,
      fixes: [
        createSecret(file, failure, `${first?.name ?? 'regcred'}-${registry.replace(/[^a-z0-9]+/g, '-')}`),
      ],
    };
  }
  return null;
}

function absentSecret(
  file: OpenCase,
  failure: ContainerFailure,
  absent: { readonly name: string; readonly otherNamespaces: readonly string[] },
): Fault {
  const [other] =
    absent.otherNamespaces.length > 0 ? absent.otherNamespaces : namespacesWith(file, failure, absent.name);
  const fixes = [createSecret(file, failure, absent.name)];
  if (!other) {
    const says = `secret ${absent.name} does not exist in namespace ${failure.namespace}`;
    return { cause: 'pull_secret_missing', failure, says, fixes };
  }
  const says = `secret ${absent.name} exists in namespace ${other}, and the pod runs in ${failure.namespace}`;
  return { cause: 'pull_secret_wrong_namespace', failure, says, fixes };
}

/** Namespaces of the same cluster whose pods were seen with a secret of this name. */
function namespacesWith(file: OpenCase, failure: ContainerFailure, name: string): readonly string[] {
  return [...file.failures, ...file.snapshot.hostFailures]
    .filter((other) => other.cluster === failure.cluster && other.namespace !== failure.namespace)
    .filter((other) => other.pullSecrets?.some((secret) => secret.name === name && secret.exists === true))
    .map((other) => other.namespace)
    .sort();
}

/**
 * The pod's credentials are missing, elsewhere or for another registry. Registries answer the same
 * for "not allowed" and "not there", so it is proven only where the image is known to exist.
 */
export const pullSecret: Hypothesis = {
  name: 'pull-secret',
  causes: ['pull_secret_missing', 'pull_secret_wrong_namespace', 'pull_secret_wrong_registry'],
  classes: ['auth'],
  needs: 'the pull secrets the pod references, and a push of the tag that shows it is there',
  examine(file) {
    if (file.history.state === 'deleted') return null;
    const fault = file.failures.map((failure) => faultOf(file, failure)).find((found) => found !== null);
    return fault ? finding(file, fault) : null;
  },
};

/** A pod that names a secret which is not there is broken whatever the registry meant to say. */
const isReferencedAndAbsent = ({ failure }: Fault) =>
  failure.pullSecrets?.some((secret) => secret.exists === false) ?? false;

function finding(file: OpenCase, fault: Fault): Finding {
  const { state, lastPush } = file.history;
  const exists = state === 'present' && lastPush;
  const isUnambiguous = !file.snapshot.error?.also.includes('not_found');
  const there = exists ? `${wanted(file)}, which is there (pushed at ${when(lastPush.at)})` : wanted(file);
  return {
    cause: fault.cause,
    weight: exists ? 'direct' : isUnambiguous || isReferencedAndAbsent(fault) ? 'build' : 'absence',
    summary: `The registry refused the pull of ${there}: ${fault.says}.`,
    push: exists ? asPush(lastPush) : null,
    fixes: fault.fixes,
    basis: exists ? [lastPush] : [],
    facts: [
      ...nodeSays(file),
      {
        id: `secrets:${fault.failure.id}`,
        kind: 'failure',
        at: fault.failure.lastSeenAt,
        text: fault.says,
        url: null,
      },
    ],
    lookedFor: exists
      ? []
      : [{ what: `a push of ${wanted(file)}`, found: false, where: 'registry events and build reports' }],
  };
}
