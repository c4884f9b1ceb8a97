/** What the plug-in is asked about. */
export interface WantedWorkload {
  /** Lower case, as `kind` of Kubernetes in one word; `null` for any kind. */
  readonly kind: string | null;
  /** `null` for everything. */
  readonly name: string | null;
}

/** Names that kubectl takes for a kind: `kubectl api-resources`. */
const KINDS: Readonly<Record<string, string>> = {
  po: 'pod',
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  cj: 'cronjob',
  rs: 'replicaset',
};

/** Reads `deploy NAME`, `deploy/NAME`, `pods NAME` or nothing, as kubectl does. A name alone is a pod's. */
export function wantedWorkload(words: readonly string[]): WantedWorkload {
  const [first, second] = words.length === 1 ? (words[0] ?? '').split('/') : words;
  if (!first) return { kind: null, name: null };
  if (second === undefined) return { kind: 'pod', name: first };
  const kind = first.toLowerCase().split('.', 1)[0] ?? '';
  return { kind: KINDS[kind] ?? kind.replace(/s$/, ''), name: second };
}

/** Whether a report is about what was asked for. */
export function isWanted(
  { kind, name }: WantedWorkload,
  report: { readonly pod?: string | null; readonly workload?: { kind: string; name: string } | null },
): boolean {
  if (name === null) return true;
  if (kind === 'pod') return report.pod === name;
  return report.workload?.name === name && report.workload.kind.toLowerCase() === kind;
}
