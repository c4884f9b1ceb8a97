/**
 * What a webhook, a pipeline's own report or a cluster agent becomes.
 *
 * Every field except `kind` may be absent: senders leave things out, and an absent field is honest
 * while an invented one is not. `null` and "absent" mean the same. Times are RFC 3339 in UTC.
 */

import type { ObservationBase } from './observation-base.js';
import type {
  FailureObservation,
  HeartbeatObservation,
  RecoveryObservation,
} from './observation-of-cluster.js';

/** Where a build run or one of its jobs stands. `blocked` waits for a person. */
export type BuildStatus =
  | 'queued'
  | 'running'
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'timed_out'
  | 'skipped'
  | 'blocked'
  | 'unknown';

/** One step of a job, in the order the provider lists them. */
export interface BuildStep {
  readonly name: string;
  readonly status: BuildStatus;
}

/** An image a build says it pushes or means to push. `repository` carries the registry host. */
export interface BuildImage {
  readonly repository: string;
  readonly tag?: string | null;
  readonly digest?: string | null;
  /** `os/arch[/variant]`, without attestation entries. */
  readonly platforms?: readonly string[] | null;
}

/** A run (no `jobId`) or one job of a run (with `jobId`) at one moment of its life. */
export interface BuildObservation extends ObservationBase {
  readonly kind: 'build';
  /** Source repository, `owner/name` or group path, as the sender writes it. */
  readonly repository?: string | null;
  /** Full commit id, 40 or 64 hex. */
  readonly commit?: string | null;
  readonly branch?: string | null;
  readonly gitTag?: string | null;
  readonly pullRequest?: number | null;
  /** Repository the head commit lives in when it is not `repository` (a fork). */
  readonly headRepository?: string | null;
  readonly workflow?: string | null;
  /** Path of the workflow file, where the provider names it. */
  readonly workflowPath?: string | null;
  readonly runId?: string | null;
  readonly runAttempt?: number | null;
  readonly runNumber?: number | null;
  readonly runUrl?: string | null;
  readonly jobId?: string | null;
  readonly jobName?: string | null;
  readonly status?: BuildStatus | null;
  /** The sender's own words, joined with `/`. */
  readonly rawStatus?: string | null;
  /** What started it: `push`, `pull_request`, `schedule`, … */
  readonly event?: string | null;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly steps?: readonly BuildStep[] | null;
  readonly images?: readonly BuildImage[] | null;
}

/** Something was put under a tag or a digest in a registry. */
export interface PushObservation extends ObservationBase {
  readonly kind: 'push';
  /** Image repository with registry host: `ghcr.io/acme/api`. */
  readonly repository?: string | null;
  readonly tag?: string | null;
  readonly digest?: string | null;
  readonly mediaType?: string | null;
  readonly platforms?: readonly string[] | null;
  readonly sourceRepository?: string | null;
  /** Commit the registry event itself names, e.g. from `org.opencontainers.image.revision`. */
  readonly commit?: string | null;
  /**
   * `target`: `commit` is where the sender's branch stood, not what the image says of itself. Such a
   * commit is shown as the sender's word and never kept as a fact.
   */
  readonly commitFrom?: 'target' | null;
}

/** A tag or a manifest was removed from a registry. */
export interface DeleteObservation extends ObservationBase {
  readonly kind: 'delete';
  readonly repository?: string | null;
  readonly tag?: string | null;
  readonly digest?: string | null;
  readonly mediaType?: string | null;
  /** The retention rule that removed it, in the registry's words. */
  readonly rule?: string | null;
}

/** A commit on a ref of a source repository. */
export interface CommitObservation extends ObservationBase {
  readonly kind: 'commit';
  readonly repository?: string | null;
  readonly commit?: string | null;
  readonly branch?: string | null;
  readonly gitTag?: string | null;
  readonly message?: string | null;
  readonly author?: string | null;
  readonly committedAt?: string | null;
  readonly url?: string | null;
  readonly changedFiles?: readonly string[] | null;
}

/**
 * What a registry answered when it was asked for a tag or a digest. It holds for the moment of asking
 * (`occurredAt`) alone: that a manifest is there does not say when it was pushed.
 */
export interface RegistryAnswer {
  readonly tag?: string | null;
  /** The digest that was asked for, or the one that the tag has now. */
  readonly digest?: string | null;
  readonly found: 'present' | 'absent' | 'repository_absent';
  /** `os/arch[/variant]`, without attestation entries. */
  readonly platforms?: readonly string[] | null;
  /** Whether a signature of it is there; absent where that was not asked. */
  readonly signed?: boolean | null;
  /** Digests that the index lists and the registry no longer has. */
  readonly missing?: readonly string[] | null;
}

/** Something worth keeping that is no event of a build, a registry or a cluster. */
export interface OtherObservation extends ObservationBase {
  readonly kind: 'other';
  readonly event?: string | null;
  readonly repository?: string | null;
  readonly detail?: string | null;
  readonly commit?: string | null;
  readonly branch?: string | null;
  readonly gitTag?: string | null;
  /** Run that did it, where the sender names one. */
  readonly runId?: string | null;
  /** Of a deployment, in the words of builds. */
  readonly status?: BuildStatus | null;
  readonly environment?: string | null;
  /** Of the event `registry_answer`; `repository` is then the image repository with its host. */
  readonly answer?: RegistryAnswer | null;
}

export type Observation =
  | BuildObservation
  | PushObservation
  | DeleteObservation
  | CommitObservation
  | FailureObservation
  | RecoveryObservation
  | HeartbeatObservation
  | OtherObservation;

export type ObservationKind = Observation['kind'];

/** The four kinds of knowledge a verdict can need. */
export type Feed = 'commits' | 'builds' | 'pushes' | 'failures';

/** Which feed an observation belongs to; `other` proves nothing about any. */
export function feedOf(kind: ObservationKind): Feed | null {
  switch (kind) {
    case 'build':
      return 'builds';
    case 'push':
    case 'delete':
      return 'pushes';
    case 'commit':
      return 'commits';
    case 'failure':
    case 'recovery':
    case 'heartbeat':
      return 'failures';
    case 'other':
      return null;
  }
}
