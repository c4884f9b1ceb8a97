import { lenient } from '#platform';
import { brokenOff } from './api/api-failure.js';
import type { ApiAnswer, KubeApi } from './api/kube-api.js';
import { METADATA_ONLY } from './context/look-up.js';

const Namespace = lenient.shape({ metadata: lenient.shape({ uid: lenient.text }) });

/**
 * The UID of the namespace kube-system: every cluster has one, and it lasts as long as the cluster
 * (kubernetes/kubernetes#77487, OpenTelemetry's `k8s.cluster.uid`).
 */
export async function clusterUid(api: KubeApi): Promise<ApiAnswer<string>> {
  const answer = await api.json({ path: '/api/v1/namespaces/kube-system', accept: METADATA_ONLY });
  if (!answer.ok) return answer;
  const uid = lenient.read(Namespace, answer.value)?.metadata?.uid;
  return uid ? { ok: true, value: uid } : brokenOff('garbage', 'the namespace kube-system has no uid');
}
