import type { Verdict } from '../verdict.js';

/** A workload an incident affects. */
export interface AffectedWorkload {
  readonly cluster: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}

/** One cause, however many pods, namespaces and clusters fail from it. */
export interface Incident {
  readonly id: string;
  readonly state: 'open' | 'resolved';
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt: string | null;
  readonly image: {
    readonly reference: string;
    readonly registry: string;
    readonly repository: string;
    readonly tag: string | null;
    readonly digest: string | null;
  };
  readonly error: {
    readonly class: string;
    readonly message: string;
    readonly host: string | null;
    readonly runtime: string | null;
  };
  readonly scope: {
    readonly clusters: readonly string[];
    readonly namespaces: readonly string[];
    readonly workloads: readonly AffectedWorkload[];
    /** References as the pods write them: several where one host or node fails for all. */
    readonly images: readonly string[];
    readonly nodes: number;
    readonly pods: number;
  };
  /** `null` for the moments before the first verdict. */
  readonly verdict: Verdict | null;
}
