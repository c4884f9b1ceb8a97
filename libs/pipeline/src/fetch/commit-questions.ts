import { applyMapping, basenameOf, deriveTag, type ImageReference, registryKind, sameSource } from '#domain';
import type { EvidenceSource, ImageSettings, StatedOrigin } from '../ports/index.js';
import type { CommitQuestion } from './ask-forges.js';

/** Commit ids shorter than this are no evidence of anything. */
const SHORTEST_PREFIX = 7;
/** A tag seldom has more than one reading as a commit, and an image seldom more than one source. */
const MOST_COMMITS = 2;
const MOST_REPOSITORIES = 3;

/** Registries that belong to a forge: the path of an image there begins with the owner of its source. */
const FORGE_REGISTRIES: ReadonlySet<string> = new Set(['ghcr', 'gitlab']);

export interface CommitQuestionDeps {
  readonly evidence: Pick<EvidenceSource, 'sourcesOf'>;
  readonly settings: ImageSettings;
}

/**
 * The commits that an image's tag, or the image itself, names, in the repositories it may come from.
 * What an image says of its source is believed as far as it is not inherited: the labels of a base
 * image speak of the base image's source, so they count only for a repository that is known already.
 */
export async function commitQuestions(
  deps: CommitQuestionDeps,
  image: ImageReference,
  origin: StatedOrigin | null,
): Promise<readonly CommitQuestion[]> {
  const mapped = deps.settings.mappings.flatMap((mapping) => applyMapping(mapping, image.repository) ?? []);
  const learned = await deps.evidence.sourcesOf(image.repository, MOST_REPOSITORIES);
  const known = [...mapped, ...learned];
  const isOwn =
    origin !== null &&
    (!origin.mayBeInherited || known.some((repository) => sameSource(repository, origin.source ?? '')));
  const stated = isOwn && origin.source ? [origin.source] : [];
  const guessed = FORGE_REGISTRIES.has(registryKind(image.registry).kind) ? [image.path] : [];
  const repositories = [...stated, ...known, ...guessed].filter(
    (one, index, all) => all.findIndex((other) => sameSource(one, other)) === index,
  );
  const labelled =
    isOwn && origin.revision && origin.source ? [{ repository: origin.source, sha: origin.revision }] : [];
  const named = repositories
    .slice(0, MOST_REPOSITORIES)
    .flatMap((repository) => commitsIn(image).map((sha) => ({ repository, sha })));
  return [...labelled, ...named];
}

function commitsIn({ tag, digest, path }: ImageReference): readonly string[] {
  if (!tag || digest) return [];
  const readings = deriveTag(tag, { imageBasename: basenameOf(path) }).filter(
    ({ kind, value }) => (kind === 'commit' || kind === 'commit_prefix') && value.length >= SHORTEST_PREFIX,
  );
  return [...new Set(readings.map(({ value }) => value))].slice(0, MOST_COMMITS);
}
