import { KubeConfig } from '@kubernetes/client-node';

/** Reads the access data of one cluster; called again when the cluster no longer takes them. */
export type LoadAccess = () => KubeConfig;

/** A cluster that can be talked to. */
export interface ClusterAccess {
  /** Name of the kubeconfig context; `null` for the cluster that the process runs in. */
  readonly context: string | null;
  /** Namespace that the context works in; `default` where it names none. */
  readonly namespace: string;
  readonly load: LoadAccess;
}

export type FoundAccess =
  | { readonly ok: true; readonly clusters: readonly ClusterAccess[] }
  | { readonly ok: false; readonly reason: 'no_configuration' | 'no_such_context'; readonly detail: string };

/**
 * Finds the clusters to watch as kubectl does: `KUBECONFIG`, `~/.kube/config`, else the service account
 * of the pod that this process runs in.
 *
 * @param names contexts of the kubeconfig; its current one when none is named
 */
export function findClusters(names: readonly string[]): FoundAccess {
  let config: KubeConfig;
  try {
    config = fromDefault();
  } catch (error) {
    return { ok: false, reason: 'no_configuration', detail: (error as Error).message };
  }
  const current = config.getCurrentContext();
  const contexts = names.length > 0 ? names : [current];
  const missing = contexts.filter((name) => !config.getContextObject(name));
  const known = config.getContexts().map(({ name }) => name);
  if (missing.length > 0) {
    const detail = `no context "${missing.join('", "')}"; there are: ${known.join(', ') || 'none'}`;
    return { ok: false, reason: names.length > 0 ? 'no_such_context' : 'no_configuration', detail };
  }
  // What client-node falls back to where there is neither a kubeconfig nor a service account.
  if (current === 'loaded-context') {
    const detail = 'there is no kubeconfig, and this is no pod with a service account';
    return { ok: false, reason: 'no_configuration', detail };
  }
  const clusters = contexts.map((name) => ({
    ...accessTo(name),
    namespace: config.getContextObject(name)?.namespace ?? 'default',
  }));
  return { ok: true, clusters };
}

function accessTo(context: string): Omit<ClusterAccess, 'namespace'> {
  const inside = context === 'inClusterContext';
  return {
    context: inside ? null : context,
    load: () => {
      const config = fromDefault();
      config.setCurrentContext(context);
      return config;
    },
  };
}

function fromDefault(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}
