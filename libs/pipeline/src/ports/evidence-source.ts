import type {
  ContainerFailure,
  EarlierPull,
  FeedActivity,
  Recorded,
  RegistryAlias,
  RepositoryMapping,
} from '#domain';

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
  /** The newest pushes and deletions of an image repository up to a time, whatever their tag: `limit` of each. */
  newestOfImage(repository: string, until: Date | null, limit: number): Promise<readonly Recorded[]>;
  /** Pushes of this very tag, or by this digest, into any other repository. */
  elsewhere(
    repository: string,
    names: { readonly tag: string | null; readonly digest: string | null },
    limit: number,
  ): Promise<readonly Recorded[]>;
  /** Pushes of this very tag to the same path on any other registry host. */
  onOtherHosts(repository: string, tag: string, limit: number): Promise<readonly Recorded[]>;
  /** Commits of any source repository whose message names the tag. */
  commitsNaming(tag: string, limit: number): Promise<readonly Recorded[]>;
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
  /** The newest builds of a source repository up to a time: for what usually happens and how long it takes. */
  newestBuilds(repository: string, until: Date | null, limit: number): Promise<readonly Recorded[]>;
  /** The newest commits of a source repository up to a time: for what changed before. */
  newestCommits(repository: string, until: Date | null, limit: number): Promise<readonly Recorded[]>;
  /** Failing containers whose pull went to this host in this cluster. */
  failuresOnHost(cluster: string, host: string, limit: number): Promise<readonly ContainerFailure[]>;
  /** Containers in this cluster that got their image from this host in the end, newest first. */
  pullsFromHost(cluster: string, host: string, limit: number): Promise<readonly EarlierPull[]>;
  /** Whether any push was recorded for an image on this registry host, or a container recovered there. */
  isHostKnown(host: string): Promise<boolean>;
  /** Image repositories that have one of these spelling keys. */
  repositoriesNamed(keys: readonly string[], limit: number): Promise<readonly string[]>;
  /** Feed activity of image and source repositories, and of sources as a whole. */
  activityOf(repositories: readonly string[], limit: number): Promise<readonly FeedActivity[]>;
}
