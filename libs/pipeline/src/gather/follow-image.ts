import {
  applyMapping,
  basenameOf,
  deriveTag,
  type ImageReference,
  isMentionable,
  isSpelledAlmostAlike,
  nearKeys,
  type Recorded,
  spellingKeys,
  type TagCandidate,
} from '#domain';
import type { EvidenceSource, ImageSettings } from '../ports/index.js';
import type { FactSet } from './fact-set.js';
import { LIMIT } from './limits.js';

/** Commit ids shorter than this are no evidence of anything. */
const SHORTEST_PREFIX = 7;

/** The image to follow, with further digests that its nodes name. */
export interface WantedImage extends ImageReference {
  readonly digests: readonly string[];
  /** The newest that is looked at of what is only near in time; `null` for no limit. */
  readonly until: Date | null;
}

/** The repository's own events, and the source repositories that they and the commits lead to. */
export async function followImage(
  source: EvidenceSource,
  settings: ImageSettings,
  image: WantedImage,
  facts: FactSet,
): Promise<readonly string[]> {
  const { repository, tag, digest, digests: wanted, until } = image;
  const candidates = tag ? deriveTag(tag, { imageBasename: basenameOf(image.path) }) : [];
  const near = tag ? await source.tagsByNearKeys(repository, nearKeys(tag), LIMIT.near) : [];
  const [exact, newest, elsewhere, learned] = await Promise.all([
    source.ofImage(
      repository,
      { tags: [...new Set([...(tag ? [tag] : []), ...near])], digests: wanted },
      LIMIT.exact,
    ),
    source.newestOfImage(repository, until, LIMIT.newest),
    source.elsewhere(
      repository,
      { tag: prefixesOf(candidates).length > 0 ? tag : null, digest },
      LIMIT.elsewhere,
    ),
    source.sourcesOf(repository, LIMIT.sources),
  ]);
  facts.addNamed(exact);
  facts.add(newest);
  facts.add(elsewhere);
  if (exact.length === 0 && newest.length === 0) facts.add(await spelledAlmostAlike(source, image));
  if (tag) await followTag(source, image, tag, facts);
  const around = await pushedAround(source, image, exact);
  facts.add(around);
  const digests = digestsOf([...exact, ...around.filter(isUntagged)]);
  if (digests.length > 0) facts.add(await source.ofImage(repository, { tags: [], digests }, LIMIT.exact));
  const prefixes = [
    ...new Set([...prefixesOf(candidates), ...newest.slice(0, LIMIT.elsewhere).flatMap(prefixesOfPush)]),
  ];
  const named = prefixes.length > 0 ? facts.add(await source.ofCommits(prefixes, LIMIT.commits)) : [];
  const wantedPrefixes = [...prefixesOf(candidates), ...exact.flatMap(prefixesOfPush)];
  facts.addNamed(named.filter((record) => isOfCommit(record, wantedPrefixes)));
  const mapped = settings.mappings.flatMap((mapping) => applyMapping(mapping, repository) ?? []);
  const found = [...exact, ...named].flatMap(sourceOf);
  const repositories = [...mapped, ...learned, ...found, image.path];
  return distinct(repositories).slice(0, LIMIT.sources);
}

/** Where else the very tag is told of: on hosts that may be replicas, and in manifests that were changed to it. */
async function followTag(
  source: EvidenceSource,
  { repository, until }: WantedImage,
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
  for (const other of hosts.slice(0, LIMIT.alike))
    facts.add(await source.newestOfImage(other, until, LIMIT.newest));
}

/** What was pushed up to the last push of the wanted name: the manifests of its index, and the tags before it. */
async function pushedAround(
  source: EvidenceSource,
  { repository, tag, digest }: WantedImage,
  exact: readonly Recorded[],
): Promise<readonly Recorded[]> {
  const times = exact.flatMap(({ at, observation }) =>
    observation.kind === 'push' && (digest ? observation.digest === digest : observation.tag === tag)
      ? [at]
      : [],
  );
  const last = times.sort().at(-1);
  return last ? source.newestOfImage(repository, new Date(last), LIMIT.around) : [];
}

const isUntagged = ({ observation }: Recorded) => observation.kind === 'push' && !observation.tag;

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

const isOfCommit = ({ observation }: Recorded, prefixes: readonly string[]): boolean =>
  (observation.kind === 'build' || observation.kind === 'commit') &&
  prefixes.some((prefix) => observation.commit?.startsWith(prefix));

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
