import { lenient } from '#platform';
import type { KubeApi } from '../api/kube-api.js';
import type { PodIdentity } from '../objects/pod.js';
import { type LookUpFailed, lookUp, pathOf } from './look-up.js';

const ServiceAccount = lenient.shape({
  metadata: lenient.shape({ name: lenient.text }),
  imagePullSecrets: lenient.list(lenient.shape({ name: lenient.text })),
});

/** A person adds the secret to the account and makes the pods anew, in milliseconds. */
const GOOD_FOR_MS = 60_000;

/**
 * Looks up the pull secrets that a pod's service account has now. The pod got those that the account
 * had when it was created; a difference means that the pod has to be made anew.
 */
export function serviceAccountSecrets(
  api: KubeApi,
  failed: LookUpFailed,
): (pod: PodIdentity) => Promise<readonly string[] | null> {
  const read = (value: unknown) => {
    const account = lenient.read(ServiceAccount, value);
    return account?.metadata ? account.imagePullSecrets.flatMap(({ name }) => name ?? []) : null;
  };
  const find = lookUp({ api, failed, goodForMs: GOOD_FOR_MS, read });
  return async ({ namespace, serviceAccount }) => {
    const found = await find(pathOf('api/v1/namespaces', namespace, 'serviceaccounts', serviceAccount));
    return found.is === 'there' ? found.value : null;
  };
}
