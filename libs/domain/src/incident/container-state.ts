import type { ContainerFailure, EarlierPull, Recorded } from '../evidence/snapshot.js';
import type { FailureObservation, RecoveryObservation } from '../observation-of-cluster.js';
import { classifyPullError } from '../pull-error/index.js';

/** A value with the time and the id of the report it came from. */
interface Stamped<T> {
  readonly value: T;
  readonly at: string;
  readonly id: string;
}

/** What a node said last that tells something. */
interface SaidError {
  readonly reason: string | null;
  readonly message: string;
  /** False for a bare back-off, which must not hide the cause that was said before it. */
  readonly informative: boolean;
}

/** Fields of a report that describe the container; each keeps its newest known value. */
const CONTEXT_FIELDS = [
  'workload',
  'node',
  'nodeArch',
  'runtime',
  'pullPolicy',
  'serviceAccount',
  'deployedFrom',
  'pullSecrets',
] as const;

type ContextField = (typeof CONTEXT_FIELDS)[number];

/**
 * All reports of one container and image, folded. Every part merges by minimum, maximum or
 * newest-stamp-wins, so any order and any repetition of the reports gives the same state.
 */
export interface ContainerState {
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly image: string;
  /** `null` while only a recovery is known. */
  readonly firstSeenAt: string | null;
  readonly lastSeenAt: string | null;
  readonly recoveredAt: string | null;
  /** The reason of the last recovery; absent while none gave one. */
  readonly recovery?: Stamped<string> | null;
  readonly error: Stamped<SaidError> | null;
  readonly context: { readonly [F in ContextField]?: Stamped<ContainerFailure[F]> };
}

type ContainerReport = FailureObservation | RecoveryObservation;

/**
 * Names the container a report is about. The pod's uid wins over its name, because a StatefulSet
 * re-uses names; the image takes part, because a container that is given another image is a new case.
 */
export function containerKey(report: ContainerReport): string {
  return JSON.stringify([
    report.cluster ?? '',
    report.namespace ?? '',
    report.podUid || report.pod || '',
    report.container ?? '',
    report.image ?? '',
  ]);
}

function newer<T>(a: Stamped<T> | null | undefined, b: Stamped<T> | null | undefined): Stamped<T> | null {
  if (!a || !b) return a ?? b ?? null;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.id >= b.id ? a : b;
}

function tellingMore(a: Stamped<SaidError> | null, b: Stamped<SaidError> | null): Stamped<SaidError> | null {
  if (!a || !b) return a ?? b;
  if (a.value.informative !== b.value.informative) return a.value.informative ? a : b;
  return newer(a, b);
}

const earlier = (a: string | null, b: string | null) => (a && b ? (a < b ? a : b) : (a ?? b));
const later = (a: string | null, b: string | null) => (a && b ? (a > b ? a : b) : (a ?? b));

function stateOf(id: string, recorded: Recorded<ContainerReport>): ContainerState {
  const { observation: report, at } = recorded;
  const failing = report.kind === 'failure';
  const seen = report.lastSeenAt ?? at;
  const context: Record<string, Stamped<unknown>> = {};
  for (const field of CONTEXT_FIELDS) {
    const value = field === 'pullSecrets' ? secretsOf(report) : report[field];
    if (value !== null && value !== undefined) context[field] = { value, at: seen, id: recorded.id };
  }
  return {
    id,
    cluster: report.cluster ?? '',
    namespace: report.namespace ?? '',
    pod: report.pod ?? '',
    container: report.container ?? '',
    image: report.image ?? '',
    firstSeenAt: failing ? (report.firstSeenAt ?? seen) : null,
    lastSeenAt: failing ? seen : null,
    recoveredAt: failing ? null : at,
    recovery: failing || !report.reason ? null : { value: report.reason, at, id: recorded.id },
    error: failing ? { value: errorOf(report), at: seen, id: recorded.id } : null,
    context: context as ContainerState['context'],
  };
}

function errorOf(report: FailureObservation): SaidError {
  const reason = report.reason ?? null;
  const message = report.message ?? '';
  const read = classifyPullError({ reason, message, image: report.image ?? null });
  return { reason, message, informative: read.class !== 'backoff_only' && read.class !== 'unknown' };
}

function secretsOf(report: ContainerReport): ContainerFailure['pullSecrets'] {
  if (!report.pullSecrets) return null;
  return report.pullSecrets
    .map((secret) => ({
      name: secret.name,
      exists: secret.exists ?? null,
      hosts: secret.hosts ? [...secret.hosts].sort() : null,
      otherNamespaces: [...(secret.otherNamespaces ?? [])].sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function merge(a: ContainerState, b: ContainerState): ContainerState {
  const context: Record<string, Stamped<unknown>> = {};
  for (const field of CONTEXT_FIELDS) {
    const value = newer<unknown>(a.context[field], b.context[field]);
    if (value) context[field] = value;
  }
  return {
    ...a,
    pod: a.pod > b.pod ? a.pod : b.pod,
    firstSeenAt: earlier(a.firstSeenAt, b.firstSeenAt),
    lastSeenAt: later(a.lastSeenAt, b.lastSeenAt),
    recoveredAt: later(a.recoveredAt, b.recoveredAt),
    recovery: newer(a.recovery, b.recovery),
    error: tellingMore(a.error, b.error),
    context: context as ContainerState['context'],
  };
}

/** Folds one more report into what is known of its container. `id` is the hash of `containerKey`. */
export function foldContainer(
  state: ContainerState | null,
  id: string,
  recorded: Recorded<ContainerReport>,
): ContainerState {
  const next = stateOf(id, recorded);
  return state ? merge(state, next) : next;
}

/** Whether the container fails as far as is known: it failed, and did not recover since. */
export function isFailing(state: ContainerState): boolean {
  if (!state.lastSeenAt) return false;
  return state.recoveredAt === null || state.lastSeenAt > state.recoveredAt;
}

/** The container as evidence; `null` while only a recovery is known of it. */
export function failureOf(state: ContainerState): ContainerFailure | null {
  if (!state.firstSeenAt || !state.lastSeenAt || !state.error) return null;
  const { context } = state;
  return {
    id: state.id,
    cluster: state.cluster,
    namespace: state.namespace,
    pod: state.pod,
    container: state.container,
    image: state.image,
    workload: context.workload?.value ?? null,
    node: context.node?.value ?? null,
    nodeArch: context.nodeArch?.value ?? null,
    runtime: context.runtime?.value ?? null,
    pullPolicy: context.pullPolicy?.value ?? null,
    serviceAccount: context.serviceAccount?.value ?? null,
    deployedFrom: context.deployedFrom?.value ?? null,
    pullSecrets: context.pullSecrets?.value ?? null,
    reason: state.error.value.reason,
    message: state.error.value.message,
    firstSeenAt: state.firstSeenAt,
    lastSeenAt: state.lastSeenAt,
    recoveredAt: isFailing(state) ? null : state.recoveredAt,
  };
}

/** Reasons of a recovery that say nothing about a pull: the pod went, or was given another image. */
const NOT_PULLED = /delet|remov|gone|terminat|evict|image_?chang|roll|replac/i;

/** The container's recovery as a pull that went well; `null` while there is none, or when it only went away. */
export function pullOf(state: ContainerState): EarlierPull | null {
  if (!state.recoveredAt || NOT_PULLED.test(state.recovery?.value ?? '')) return null;
  return {
    id: state.id,
    cluster: state.cluster,
    namespace: state.namespace,
    workload: state.context.workload?.value ?? null,
    image: state.image,
    at: state.recoveredAt,
  };
}
