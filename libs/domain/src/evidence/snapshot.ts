import type { ImageReference } from '../image/types.js';
import type { Feed, Observation } from '../observation.js';
import type { DeployedFrom } from '../observation-of-cluster.js';
import type { PullError } from '../pull-error/types.js';

/** An observation as the store keeps it. */
export interface Recorded<O extends Observation = Observation> {
  /** Derived from the content alone, so the same fact has the same id however often it arrives. */
  readonly id: string;
  /** Provider time; the receive time where the sender gave none. RFC 3339. */
  readonly at: string;
  /** False when the source that delivered it cannot sign. */
  readonly signed: boolean;
  readonly observation: O;
}

/** One container that fails, or failed, to pull its image: all its reports folded into one state. */
export interface ContainerFailure {
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly workload: { readonly kind: string; readonly name: string } | null;
  readonly node: string | null;
  readonly nodeArch: string | null;
  readonly runtime: string | null;
  readonly image: string;
  readonly reason: string | null;
  readonly message: string;
  readonly pullPolicy: string | null;
  readonly serviceAccount: string | null;
  readonly deployedFrom: DeployedFrom | null;
  readonly pullSecrets:
    | readonly {
        readonly name: string;
        readonly exists: boolean | null;
        readonly hosts: readonly string[] | null;
        readonly otherNamespaces: readonly string[];
      }[]
    | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Set while no later report says that it fails again. */
  readonly recoveredAt: string | null;
}

/** A container that got its image: the credentials of its namespace worked then. */
export interface EarlierPull {
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly workload: { readonly kind: string; readonly name: string } | null;
  readonly image: string;
  readonly at: string;
}

/** Activity of one feed of one source on one day; the bricks coverage intervals are built from. */
export interface FeedActivity {
  readonly feed: Feed;
  /** Configured id of the source that delivered. */
  readonly source: string;
  /** Image or source repository; empty for the source as a whole (pings, heartbeats). */
  readonly repository: string;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** An explicit line of the configuration: image repository (with `*`) to source repository. */
export interface RepositoryMapping {
  readonly image: string;
  readonly repository: string;
}

/** `host` answers for `for`: a mirror, a virtual repository, a pull-through cache. */
export interface RegistryAlias {
  readonly host: string;
  readonly for: string;
}

/**
 * All that a diagnosis may look at. The order of the arrays carries no meaning: `diagnose` sorts
 * what it reads, so that the same evidence gives the same verdict however it came together.
 */
export interface EvidenceSnapshot {
  /** The wanted image. */
  readonly image: ImageReference;
  /** The error read from the nodes' texts; `null` when nobody failed (a trace of a healthy tag). */
  readonly error: PullError | null;
  /** Containers that fail on this image (bounded). */
  readonly failures: readonly ContainerFailure[];
  /** Failing containers of other images on the same registry host, for the scope of an outage. */
  readonly hostFailures: readonly ContainerFailure[];
  /** Pulls from the same registry host in the same cluster that went well in the end, newest first (bounded). */
  readonly earlierPulls: readonly EarlierPull[];
  /** Whether anything was ever pushed to, or pulled from, the registry host. */
  readonly hostKnown: boolean;
  /** Builds, pushes, deletions and commits that the image's names lead to. */
  readonly observations: readonly Recorded[];
  readonly mappings: readonly RepositoryMapping[];
  readonly aliases: readonly RegistryAlias[];
  /** Activity of the feeds for the image's repository and its source repositories. */
  readonly activity: readonly FeedActivity[];
}
