import type {
  ContainerFailure,
  Diagnosis,
  FeedActivity,
  Incident,
  Recorded,
  RegistryAlias,
  RepositoryMapping,
  Verdict,
} from '#domain';

/** A verified delivery, ready to be kept. */
export interface NewDelivery {
  /** UUID v7 made by the receiver: the row's id and the job's key. */
  readonly id: string;
  readonly source: string;
  readonly provider: string;
  readonly event: string | null;
  /** The sender's id, or `sha256:<hex>` of the body where it has none. Unique per source. */
  readonly deliveryId: string;
  readonly receivedAt: Date;
  readonly signed: boolean;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type DeliveryState = 'stored' | 'processed' | 'ignored' | 'failed';

export interface StoredDelivery extends NewDelivery {
  readonly state: DeliveryState;
  readonly reason: string | null;
  /** How many observations it became. */
  readonly observations: number;
}

/** A page of a keyset-paged list. The cursor is opaque to everybody but the store. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

/** The inbound log: what was acknowledged, and what became of it. */
export interface DeliveryLog {
  /**
   * Commits all rows in one statement and tells, per row and in order, whether it was there before.
   * A redelivery of one that failed to process is not a duplicate: it is put back to `stored`, and
   * `id` names the row that was there.
   */
  append(
    deliveries: readonly NewDelivery[],
  ): Promise<readonly { readonly id: string; readonly duplicate: boolean }[]>;
  find(id: string): Promise<StoredDelivery | null>;
  /** Ids stored before `before` and still unprocessed, oldest first. */
  unprocessed(before: Date, limit: number): Promise<readonly string[]>;
  markIgnored(id: string, reason: string, at: Date): Promise<void>;
  markFailed(id: string, reason: string, at: Date): Promise<void>;
  /** Puts one delivery back to `stored`, so that it is processed again. */
  reopenOne(id: string): Promise<void>;
  /** Puts deliveries received since `from` (of one source) back to `stored`; answers how many. */
  reopen(from: Date, source: string | null): Promise<number>;
  list(
    filter: { readonly source?: string | undefined; readonly state?: DeliveryState | undefined },
    page: PageRequest,
  ): Promise<Page<Omit<StoredDelivery, 'body' | 'headers'>>>;
}

/** A unit of work that a touched incident asks for. */
export interface DiagnosisRequest {
  readonly incidentId: string;
  /** Grows with every touch; the job's key is `incidentId:revision`. */
  readonly revision: number;
}

/** What normalising one delivery yields, to be written in one transaction. */
export interface DeliveryOutcome {
  /** Row id of the delivery. */
  readonly deliveryId: string;
  readonly source: string;
  readonly receivedAt: Date;
  readonly facts: readonly Recorded[];
}

/** Facts, and what they do to containers and incidents. */
export interface FactStore {
  /**
   * In one transaction: keeps the facts (each once, by content id), extends feed activity, folds
   * failures and recoveries into their containers and incidents (opening, moving, resolving), marks
   * every open incident that one of the facts touches, and marks the delivery processed.
   */
  record(outcome: DeliveryOutcome): Promise<readonly DiagnosisRequest[]>;
}

/** What the operator configured about images. */
export interface ImageSettings {
  readonly mappings: readonly RepositoryMapping[];
  readonly aliases: readonly RegistryAlias[];
}

/**
 * Indexed look-ups of evidence. Each is bounded by its `limit` (newest first), uses an index, and
 * takes names in canonical form: image repositories with host, lower case; source repositories are
 * matched without regard to case.
 */
export interface EvidenceSource {
  /** Pushes and deletions of these tags or digests in one image repository, and builds naming them. */
  ofImage(
    repository: string,
    names: { readonly tags: readonly string[]; readonly digests: readonly string[] },
    limit: number,
  ): Promise<readonly Recorded[]>;
  /** Distinct tags of the repository that share one of the near-miss keys. */
  tagsByNearKeys(repository: string, keys: readonly string[], limit: number): Promise<readonly string[]>;
  /** The newest pushes of an image repository, whatever their tag. */
  newestOfImage(repository: string, limit: number): Promise<readonly Recorded[]>;
  /** Pushes of this very tag, or by this digest, into any other repository. */
  elsewhere(
    repository: string,
    names: { readonly tag: string | null; readonly digest: string | null },
    limit: number,
  ): Promise<readonly Recorded[]>;
  /** Source repositories that observations tie to the image repository, most often named first. */
  sourcesOf(repository: string, limit: number): Promise<readonly string[]>;
  /** Builds, commits and pushes of commits that start with one of these prefixes (7 to 64 hex). */
  ofCommits(prefixes: readonly string[], limit: number): Promise<readonly Recorded[]>;
  /** All observations of these runs of one source repository. */
  ofRuns(repository: string, runIds: readonly string[], limit: number): Promise<readonly Recorded[]>;
  /** Builds and commits of one source repository by what a tag can stand for. */
  ofRefs(
    repository: string,
    refs: {
      readonly branches: readonly string[];
      readonly gitTags: readonly string[];
      readonly pullRequests: readonly number[];
      readonly runNumbers: readonly number[];
      readonly runIds: readonly string[];
    },
    limit: number,
  ): Promise<readonly Recorded[]>;
  /** Names of branches seen in the source repository, newest first. */
  branchesOf(repository: string, limit: number): Promise<readonly string[]>;
  /** The newest builds of a source repository: for what usually happens and how long it takes. */
  newestBuilds(repository: string, limit: number): Promise<readonly Recorded[]>;
  /** Failing containers whose pull went to this host in this cluster. */
  failuresOnHost(cluster: string, host: string, limit: number): Promise<readonly ContainerFailure[]>;
  /** Whether any push was recorded for an image on this registry host, or a container recovered there. */
  isHostKnown(host: string): Promise<boolean>;
  /** Image repositories that have one of these spelling keys. */
  repositoriesNamed(keys: readonly string[], limit: number): Promise<readonly string[]>;
  /** Feed activity of image and source repositories, and of sources as a whole. */
  activityOf(repositories: readonly string[], limit: number): Promise<readonly FeedActivity[]>;
}

/** What a diagnosis job works on. */
export interface IncidentCase {
  readonly id: string;
  readonly revision: number;
  /** The image as the incident shows it: canonical, or as written where it is no reference. */
  readonly reference: string;
  /** The incident's containers, failing ones first, bounded. */
  readonly failures: readonly ContainerFailure[];
  readonly current: Verdict | null;
}

/** The write side of incidents. */
export interface IncidentStore {
  /** `null` when it is gone or nothing newer than its last diagnosis asks for work. */
  open(id: string): Promise<IncidentCase | null>;
  /**
   * In one transaction: appends a verdict when the diagnosis differs from the current one, with its
   * outbox row; keeps the names the incident waits for; notes that the case's revision is diagnosed.
   * Answers a request when the incident now waits for names it did not before, so that what arrived
   * in between is not missed.
   */
  conclude(
    incident: IncidentCase,
    conclusion: {
      readonly diagnosis: Diagnosis;
      readonly names: readonly string[];
      readonly decidedAt: Date;
    },
  ): Promise<DiagnosisRequest | null>;
  /** Incidents touched before `before` whose revision is still ahead of their last diagnosis. */
  undiagnosed(before: Date, limit: number): Promise<readonly DiagnosisRequest[]>;
}

export interface IncidentFilter {
  readonly state?: 'open' | 'resolved' | undefined;
  readonly cause?: string | undefined;
  readonly class?: string | undefined;
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
  /** Canonical reference of any affected container, or the text as written. */
  readonly image?: string | undefined;
  /** Commit id or prefix of at least seven digits, as named by the current verdict. */
  readonly commit?: string | undefined;
  /** Image repository or source repository. */
  readonly repository?: string | undefined;
  readonly since?: Date | undefined;
}

/** The read side of incidents. */
export interface IncidentReader {
  /** Newest `openedAt` first. */
  list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
  get(id: string): Promise<Incident | null>;
  /** Newest version first. */
  verdicts(id: string, page: PageRequest): Promise<Page<Verdict> | null>;
  /** The containers of an incident, failing ones first, at most `limit`. */
  containers(id: string, limit: number): Promise<readonly ContainerFailure[]>;
  /** Ids of open incidents with a failing container on this canonical reference. */
  openOn(
    reference: string,
    place: { readonly cluster?: string | undefined; readonly namespace?: string | undefined },
  ): Promise<readonly string[]>;
}

/** Facts for the commit report and the timeline. */
export interface FactReader {
  /** Up to `limit` distinct full commit ids known under a prefix of at least seven digits. */
  commitsByPrefix(prefix: string, limit: number): Promise<readonly string[]>;
  /** Builds, commits, pushes and deletions that name the commit, or images its builds named. */
  aboutCommit(sha: string): Promise<readonly Recorded[]>;
  incidentsOfCommit(sha: string, limit: number): Promise<readonly Incident[]>;
}

export interface OperationReader {
  /** Activity of the newest `days` days, bounded by `limit` rows. */
  activity(days: number, limit: number): Promise<readonly FeedActivity[]>;
  sources(): Promise<
    readonly { readonly source: string; readonly deliveries: number; readonly lastDeliveryAt: string }[]
  >;
  /** Answers when the database does; throws otherwise. */
  ping(): Promise<void>;
}

export type TokenScope = 'ingest' | 'read' | 'admin';

export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** API tokens, known only by their SHA-256. */
export interface TokenStore {
  create(token: {
    id: string;
    name: string;
    scope: TokenScope;
    hash: Buffer;
    createdAt: Date;
  }): Promise<void>;
  /** The token with this hash unless it is revoked. */
  byHash(hash: Buffer): Promise<TokenRecord | null>;
  list(): Promise<readonly TokenRecord[]>;
  /** By id or name; answers how many were revoked. */
  revoke(idOrName: string, at: Date): Promise<number>;
  /** Sets the one token of this name to this hash and scope, creating it when needed. */
  preset(token: {
    id: string;
    name: string;
    scope: TokenScope;
    hash: Buffer;
    createdAt: Date;
  }): Promise<void>;
}

/** The queue between the stages. Losing it loses nothing: sweeps re-enqueue from the store. */
export interface StageQueue {
  normalise(deliveryIds: readonly string[]): Promise<void>;
  diagnose(requests: readonly DiagnosisRequest[]): Promise<void>;
}

/** What a worker does with the jobs of each stage. */
export interface StageHandlers {
  readonly normalise: (deliveryId: string) => Promise<void>;
  readonly diagnose: (incidentId: string) => Promise<void>;
}
