import { lenient } from '#platform';
import type { KubeApi } from '../api/kube-api.js';
import { METADATA_ONLY } from '../context/look-up.js';
import { readPod } from '../objects/pod.js';
import { type ListResult, listPages } from './list-pages.js';
import type { PodWatch, WatchWitness } from './pod-watch.js';
import { allOf, corePath, partsOf, type Scope } from './scope.js';

export interface SweepDeps {
  readonly api: KubeApi;
  readonly scope: Scope;
  readonly watch: PodWatch;
  readonly witness: WatchWitness;
}

/**
 * The columns of a pod that `kubectl get pods` shows, computed by the API server: about 200 bytes a pod
 * instead of several thousand (Kubernetes API concepts, "Receiving resources as Tables").
 */
const AS_TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';

const RUNNING = 'status.phase=Running';

const Columns = lenient.shape({ columnDefinitions: lenient.list(lenient.shape({ name: lenient.text })) });
const Namespace = lenient.shape({ metadata: lenient.shape({ name: lenient.text }) });

/**
 * Looks over the Running pods by their table rows, namespace by namespace because rows do not name
 * theirs, and looks closer at those that are not ready: a container that pulls again is never ready.
 * Ephemeral containers do not count in the column, so `sweepWhole` has to come by from time to time.
 * Answers whether all of them could be seen.
 */
export async function sweepRows(deps: SweepDeps): Promise<boolean> {
  const namespaces = await namespacesOf(deps);
  let complete = namespaces !== null;
  for (const namespace of namespaces ?? []) {
    const names: string[] = [];
    let layout = layoutOf(undefined);
    const result = await list(deps, namespace, AS_TABLE, (row, page) => {
      if (layout.page !== page) layout = layoutOf(page);
      const name = unreadyName(row, layout);
      if (name) names.push(name);
    });
    if (!result.ok) deps.witness.failed('sweep', result);
    complete &&= result.ok;
    for (const name of names) await lookCloser(deps, namespace, name);
  }
  return complete;
}

/** Looks over all Running pods in full, page by page. */
export async function sweepWhole(deps: SweepDeps): Promise<void> {
  for (const { namespace, without } of partsOf(deps.scope)) {
    const result = await list(deps, namespace, undefined, (item) => see(deps, item), without);
    if (!result.ok) deps.witness.failed('sweep', result);
  }
}

function list(
  { api, scope }: SweepDeps,
  namespace: string | null,
  accept: string | undefined,
  take: Parameters<typeof listPages>[2],
  without: readonly string[] = [],
): Promise<ListResult> {
  const rows = accept === undefined ? {} : { includeObject: 'None' };
  return listPages(
    api,
    {
      path: corePath(namespace, 'pods'),
      ...(accept === undefined ? {} : { accept }),
      query: {
        ...rows,
        fieldSelector: allOf(RUNNING, ...without),
        labelSelector: scope.labels ?? undefined,
      },
    },
    take,
  );
}

async function lookCloser(deps: SweepDeps, namespace: string, name: string): Promise<void> {
  const settings = {
    path: corePath(namespace, 'pods'),
    query: { fieldSelector: `metadata.name=${name}` },
  };
  const result = await listPages(deps.api, settings, (item) => see(deps, item));
  if (!result.ok) deps.witness.failed('sweep', result);
}

function see({ watch, witness }: SweepDeps, item: unknown): void {
  const pod = readPod(item);
  if (pod) watch.see(pod);
  else witness.garbage('pods');
}

async function namespacesOf({ api, scope, witness }: SweepDeps): Promise<readonly string[] | null> {
  const excepted = new Set(scope.exceptNamespaces);
  if (scope.namespaces.length > 0) return scope.namespaces.filter((name) => !excepted.has(name));
  const names: string[] = [];
  const accept = METADATA_ONLY.replace('PartialObjectMetadata', 'PartialObjectMetadataList');
  const result = await listPages(api, { path: '/api/v1/namespaces', accept }, (item) => {
    const name = lenient.read(Namespace, item)?.metadata?.name;
    if (name && !excepted.has(name)) names.push(name);
  });
  if (result.ok) return names;
  witness.failed('namespaces', result);
  return null;
}

/** Where the columns are, in a page of rows. */
interface Layout {
  readonly page: unknown;
  readonly name: number;
  readonly ready: number;
}

function layoutOf(page: unknown): Layout {
  const columns = lenient.read(Columns, page)?.columnDefinitions.map(({ name }) => name) ?? [];
  return { page, name: columns.indexOf('Name'), ready: columns.indexOf('Ready') };
}

/** The pod's name where its READY column says `1/2`, or nothing that is understood. */
function unreadyName(row: unknown, layout: Layout): string | null {
  const { cells } = (row ?? {}) as { readonly cells?: unknown };
  if (!Array.isArray(cells)) return null;
  const [name, ready] = [cells[layout.name], cells[layout.ready]] as [unknown, unknown];
  if (typeof name !== 'string') return null;
  const [some, all] = typeof ready === 'string' ? ready.split('/') : [];
  return some !== undefined && some === all ? null : name;
}
