import type { KubeApi } from '#cluster';

type Api = KubeApi;
type Item = Record<string, unknown> & { metadata: { name: string; namespace: string } };

/** Pods that exist in the API server only: a node without a kubelet has them. */
export interface Crowd {
  readonly failing: readonly Item[];
  readonly healthy: readonly Item[];
}

export interface CrowdSettings {
  readonly pods: number;
  readonly failing: number;
  readonly namespaces: readonly string[];
  readonly node: string;
}

/** Requests under way at the same time. */
const AT_ONCE = 16;

/** Makes the namespaces, the node and the pods, with statuses as a kubelet writes them. */
export async function makeCrowd(
  api: Api,
  { pods, failing, namespaces, node }: CrowdSettings,
): Promise<Crowd> {
  await must(api, 'POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: node } });
  for (const name of namespaces) {
    await must(api, 'POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
  // The account of a namespace is made a moment after it, and pods are refused before.
  await Promise.all(namespaces.map((name) => untilAccount(api, name)));
  const crowd = { failing: [] as Item[], healthy: [] as Item[] };
  await each(
    Array.from({ length: pods }, (_, index) => index),
    async (index) => {
      const namespace = namespaces[index % namespaces.length] ?? 'default';
      const made = await must(
        api,
        'POST',
        `/api/v1/namespaces/${namespace}/pods`,
        podNumber(index, namespace, node),
      );
      const fails = index < failing;
      const kept = await putStatus(
        api,
        made as Item,
        fails ? failingStatus('ErrImagePull') : runningStatus(),
      );
      (fails ? crowd.failing : crowd.healthy).push(kept);
    },
  );
  return crowd;
}

/**
 * What happens to a crowd in the meantime, in equal parts: failing pods flip between error and back-off
 * (twice in the five minutes of the longest one, so 1,000 of them 7 times a second), and statuses of
 * healthy ones change (a rollout of one pod in a hundred each minute, five changes each, is as much).
 */
export async function stir(api: Api, { failing, healthy }: Crowd, until: number): Promise<number> {
  let changes = 0;
  for (let round = 0; performance.now() < until; round += 1) {
    const reason = round % 2 === 0 ? 'ImagePullBackOff' : 'ErrImagePull';
    const some = healthy.slice((round * 200) % healthy.length).slice(0, 200);
    await each([...failing.slice(0, 200), ...some], async (pod) => {
      if (performance.now() > until) return;
      const status = failing.includes(pod) ? failingStatus(reason) : runningStatus();
      await putStatus(api, pod, status);
      changes += 1;
    });
  }
  return changes;
}

/** Takes everything away again. */
export async function clear(api: Api, { namespaces, node }: CrowdSettings): Promise<void> {
  for (const name of namespaces) {
    await api.json({
      path: `/api/v1/namespaces/${name}/pods`,
      method: 'DELETE',
      query: { gracePeriodSeconds: '0' },
    });
    await api.json({ path: `/api/v1/namespaces/${name}`, method: 'DELETE' });
  }
  await api.json({ path: `/api/v1/nodes/${node}`, method: 'DELETE' });
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
    }),
  );
}

async function must(api: Api, method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> {
  const answer = await api.json({ method, path, body });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.reason} ${answer.detail}`);
  return answer.value;
}

async function untilAccount(api: Api, namespace: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const found = await api.json({ path: `/api/v1/namespaces/${namespace}/serviceaccounts/default` });
    if (found.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`namespace ${namespace} got no service account`);
}

async function putStatus(api: Api, pod: Item, status: object): Promise<Item> {
  const { name, namespace } = pod.metadata;
  // Without a version the last one wins, as it does for a kubelet's patches.
  const { resourceVersion: _, ...metadata } = pod.metadata as Record<string, unknown>;
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
  return (await must(api, 'PUT', path, { ...pod, metadata, status })) as Item;
}

const IMAGE = 'registry.acme.test/shop/api:1.4.2';

/** A pod of ordinary size: two environment variables per setting, probes, resources, labels. */
function podNumber(index: number, namespace: string, nodeName: string): object {
  const settings = Array.from({ length: 20 }, (_, i) => ({
    name: `SETTING_${i}`,
    value: `value-${i}-of-${index}`,
  }));
  const httpGet = { path: '/healthz', port: 8080 };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `bench-${index}`,
      namespace,
      labels: {
        app: `service-${index % 300}`,
        'app.kubernetes.io/part-of': 'shop',
        'pod-template-hash': '7d9f6c5b4',
      },
      annotations: { 'prometheus.io/scrape': 'true', 'checksum/config': 'd1b2a3c4e5f6'.repeat(5) },
    },
    spec: {
      nodeName,
      automountServiceAccountToken: false,
      tolerations: [{ operator: 'Exists' }],
      containers: [
        {
          name: 'app',
          image: IMAGE,
          env: settings,
          ports: [{ containerPort: 8080 }],
          livenessProbe: { httpGet },
          readinessProbe: { httpGet },
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        },
      ],
    },
  };
}

const condition = (type: string, holds: boolean) => ({
  type,
  status: holds ? 'True' : 'False',
  lastTransitionTime: new Date().toISOString(),
});

function statusOf(phase: string, ready: boolean, state: object): object {
  return {
    phase,
    conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) =>
      condition(type, ready || type === 'Initialized' || type === 'PodScheduled'),
    ),
    hostIP: '10.0.0.1',
    podIP: '10.1.2.3',
    startTime: new Date().toISOString(),
    containerStatuses: [
      { name: 'app', image: IMAGE, imageID: '', ready, restartCount: 0, started: ready, state },
    ],
  };
}

const runningStatus = () => statusOf('Running', true, { running: { startedAt: new Date().toISOString() } });

const failingStatus = (reason: string) =>
  statusOf('Pending', false, {
    waiting: {
      reason,
      message:
        reason === 'ErrImagePull'
          ? `rpc error: code = NotFound desc = failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}: not found`
          : `Back-off pulling image "${IMAGE}"`,
    },
  });
