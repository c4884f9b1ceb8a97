import {
  applyMapping,
  basenameOf,
  type ContainerFailure,
  deriveTag,
  type EvidenceSnapshot,
  type ImageReference,
  interestingNames,
  isMentionable,
  isSpelledAlmostAlike,
  leadingFailure,
  nearKeys,
  type Recorded,
  spellingKeys,
  type TagCandidate,
} from '#domain';
import type { EvidenceSource, ImageSettings } from './ports/index.js';

/** Each look-up is bounded, so that a repository with a million pushes costs what a small one does. */
const LIMIT = {
  exact: 100,
  near: 50,
  newest: 100,
  elsewhere: 20,
  sources: 5,
  commits: 300,
  refs: 200,
  builds: 200,
  branches: 200,
  runs: 500,
  host: 200,
  pulls: 100,
  names: 200,
  alike: 5,
  activity: 400,
} as const;

/** Commit ids shorter than this are no evidence of anything. */
const SHORTEST_PREFIX = 7;

/** The evidence of one image, and the names whose news would change it. */
export interface Gathered {
  readonly snapshot: EvidenceSnapshot;
  readonly names: readonly string[];
}

/** Collects facts by id, so that the same fact found twice counts once. */
class FactSet {
  private readonly byId = new Map<string, Recorded>();

  add(records: readonly Recorded[]): readonly Recorded[] {
    for (const record of records) this.byId.set(record.id, record);
    return records;
  }

  all(): readonly Recorded[] {
    return [...this.byId.values()];
  }
}

/**
 * Follows the names of an image to the evidence: its repository's pushes and deletions, the commits
 * its tag can stand for, their runs, and the source repositories these lead to. Only indexed, bounded
 * look-ups; what is found is a superset of what a diagnosis needs, and carries no order.
 *
 * `onNames` is told the names whose news would change it before anything is looked up that they lead to.
 */
export async function gatherEvidence(
  source: EvidenceSource,
  settings: ImageSettings,
  image: ImageReference,
  failures: readonly ContainerFailure[],
  onNames: (names: readonly string[]) => Promise<void> = async () => undefined,
): Promise<Gathered> {
  const facts = new FactSet();
  const error = leadingFailure(failures)?.error ?? null;
  // A node may name a digest of its own: the manifest that an index lists and the registry does not have.
  const digests = [image.digest, error?.digest ?? null].filter((digest) => digest !== null);
  const repositories = await followImage(source, settings, { ...image, digests }, facts);
  const names = interestingNames(image, repositories);
  await onNames(names);
  for (const repository of repositories) await followSource(source, repository, image, facts);
  await completeRuns(source, facts);
  const host = error?.host ?? image.registry;
  const [first] = failures;
  const [hostFailures, earlierPulls, hostKnown, activity] = await Promise.all([
    first ? source.failuresOnHost(first.cluster, host, LIMIT.host) : Promise.resolve([]),
    first ? source.pullsFromHost(first.cluster, image.registry, LIMIT.pulls) : Promise.resolve([]),
    source.isHostKnown(image.registry),
    source.activityOf([image.repository, ...repositories], LIMIT.activity),
  ]);
  const own = new Set(failures.map((failure) => failure.id));
  return {
    snapshot: {
      image,
      error,
      failures,
      hostFailures: hostFailures.filter((failure) => !own.has(failure.id)),
      earlierPulls,
      hostKnown,
      observations: facts.all(),
      mappings: settings.mappings,
      aliases: settings.aliases,
      activity,
    },
    names,
  };
}

/** The repository's own events, and the source repositories that they and the commits lead to. */
async function followImage(
  source: EvidenceSource,
  settings: ImageSettings,
  image: ImageReference & { readonly digests: readonly string[] },
  facts: FactSet,
): Promise<readonly string[]> {
  const { repository, tag, digest, digests: wanted } = image;
  const candidates = tag ? deriveTag(tag, { imageBasename: basenameOf(image.path) }) : [];
  const near = tag ? await source.tagsByNearKeys(repository, nearKeys(tag), LIMIT.near) : [];
  const [exact, newest, elsewhere, learned] = await Promise.all([
    source.ofImage(
      repository,
      { tags: [...new Set([...(tag ? [tag] : []), ...near])], digests: wanted },
      LIMIT.exact,
    ),
    source.newestOfImage(repository, LIMIT.newest),
    source.elsewhere(
      repository,
      { tag: prefixesOf(candidates).length > 0 ? tag : null, digest },
      LIMIT.elsewhere,
    ),
    source.sourcesOf(repository, LIMIT.sources),
  ]);
  facts.add(exact);
  facts.add(newest);
  facts.add(elsewhere);
  if (exact.length === 0 && newest.length === 0) facts.add(await spelledAlmostAlike(source, image));
  if (tag) await followTag(source, repository, tag, facts);
  const digests = digestsOf(exact);
  if (digests.length > 0) facts.add(await source.ofImage(repository, { tags: [], digests }, LIMIT.exact));
  const prefixes = [
    ...new Set([...prefixesOf(candidates), ...newest.slice(0, LIMIT.elsewhere).flatMap(prefixesOfPush)]),
  ];
  const named = prefixes.length > 0 ? facts.add(await source.ofCommits(prefixes, LIMIT.commits)) : [];
  const mapped = settings.mappings.flatMap((mapping) => applyMapping(mapping, repository) ?? []);
  const found = [...exact, ...named].flatMap(sourceOf);
  const repositories = [...mapped, ...learned, ...found, image.path];
  return distinct(repositories).slice(0, LIMIT.sources);
}

/** Where else the very tag is told of: on hosts that may be replicas, and in manifests that were changed to it. */
async function followTag(
  source: EvidenceSource,
  repository: string,
  tag: string,
  facts: FactSet,
): Promise<void> {
  const [replicas, named] = await Promise.all([
    source.onOtherHosts(repository, tag, LIMIT.elsewhere),
    isMentionable(tag) ? source.commitsNaming(tag, LIMIT.elsewhere) : Promise.resolve([]),
  ]);
  facts.add(replicas);
  facts.add(named);
  // How long earlier tags took to arrive is told by the pushes on both sides.
  const hosts = distinct(
    replicas.flatMap(({ observation }) =>
      observation.kind === 'push' && observation.repository ? [observation.repository] : [],
    ),
  );
  for (const other of hosts.slice(0, LIMIT.alike)) facts.add(await source.newestOfImage(other, LIMIT.newest));
}

/** Pushes of the wanted tag to repositories whose name is close to one that was never seen. */
async function spelledAlmostAlike(
  source: EvidenceSource,
  image: ImageReference,
): Promise<readonly Recorded[]> {
  if (!image.tag) return [];
  const named = await source.repositoriesNamed(spellingKeys(image.repository), LIMIT.names);
  const alike = named.filter((name) => isSpelledAlmostAlike(name, image.repository)).slice(0, LIMIT.alike);
  const found = await Promise.all(
    alike.map((repository) =>
      source.ofImage(repository, { tags: [image.tag ?? ''], digests: [] }, LIMIT.elsewhere),
    ),
  );
  return found.flat();
}

/** Digests a tag had: a registry may name only them when it deletes. */
const digestsOf = (records: readonly Recorded[]) => [
  ...new Set(
    records.flatMap(({ observation }) =>
      observation.kind === 'push' && observation.digest ? [observation.digest] : [],
    ),
  ),
];

const prefixesOf = (candidates: readonly TagCandidate[]) =>
  candidates
    .filter(
      ({ kind, value }) => (kind === 'commit' || kind === 'commit_prefix') && value.length >= SHORTEST_PREFIX,
    )
    .map(({ value }) => value);

function prefixesOfPush({ observation }: Recorded): string[] {
  if (observation.kind !== 'push') return [];
  if (observation.commit) return [observation.commit];
  return observation.tag ? prefixesOf(deriveTag(observation.tag)) : [];
}

function sourceOf({ observation }: Recorded): string[] {
  if (observation.kind === 'build' || observation.kind === 'commit')
    return observation.repository ? [observation.repository] : [];
  return observation.kind === 'push' && observation.sourceRepository ? [observation.sourceRepository] : [];
}

function distinct(repositories: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const repository of repositories) {
    const key = repository.toLowerCase();
    if (!seen.has(key)) seen.set(key, repository);
  }
  return [...seen.values()];
}

/** What the tag can stand for in one source repository: refs, pull requests, run numbers, branches by their slug. */
async function followSource(
  source: EvidenceSource,
  repository: string,
  image: ImageReference,
  facts: FactSet,
): Promise<void> {
  const [builds, branches] = await Promise.all([
    source.newestBuilds(repository, LIMIT.builds),
    source.branchesOf(repository, LIMIT.branches),
  ]);
  facts.add(builds);
  if (!image.tag) return;
  const candidates = deriveTag(image.tag, { imageBasename: basenameOf(image.path), branches });
  const valuesOf = (kind: TagCandidate['kind']) =>
    candidates.filter((candidate) => candidate.kind === kind).map(({ value }) => value);
  const numbersOf = (kind: TagCandidate['kind']) => valuesOf(kind).map(Number).filter(isStorable);
  const refs = {
    branches: valuesOf('branch'),
    gitTags: valuesOf('git_tag'),
    pullRequests: numbersOf('pull_request'),
    runNumbers: numbersOf('run_number'),
    runIds: valuesOf('run_id'),
  };
  const named = facts.add(await source.ofRefs(repository, refs, LIMIT.refs));
  const commits = named.flatMap(({ observation }) =>
    (observation.kind === 'commit' || observation.kind === 'build') && observation.commit
      ? [observation.commit]
      : [],
  );
  if (commits.length > 0)
    facts.add(await source.ofCommits([...new Set(commits)].slice(0, LIMIT.near), LIMIT.commits));
}

/** Numbers beyond 32 bits are no run or pull request number of any provider. */
const isStorable = (value: number) => Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;

/** A run found by one of its jobs is completed with the others. */
async function completeRuns(source: EvidenceSource, facts: FactSet): Promise<void> {
  const runs = new Map<string, Set<string>>();
  for (const { observation } of facts.all()) {
    if (observation.kind !== 'build' || !observation.repository || !observation.runId) continue;
    const ids = runs.get(observation.repository) ?? new Set();
    runs.set(observation.repository, ids.add(observation.runId));
  }
  for (const [repository, ids] of runs) {
    facts.add(await source.ofRuns(repository, [...ids].slice(0, LIMIT.newest), LIMIT.runs));
  }
}
