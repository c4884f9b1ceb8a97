import { type ImageReference, parseImageRepository } from '../image/index.js';
import type { Observation } from '../observation.js';
import { deriveTag, isMentionable, mentionedTags } from '../tag/index.js';

/**
 * Names join observations with the incidents that wait for them: an incident is interested in a set
 * of names, an observation touches a set of names, and equal names mean "look again". A commit goes
 * by its first seven digits, the shortest form that tags are cut to.
 */
const COMMIT_NAME_LENGTH = 7;

const commitName = (sha: string) => `commit:${sha.slice(0, COMMIT_NAME_LENGTH).toLowerCase()}`;
const sourceName = (repository: string) => `source:${repository.toLowerCase()}`;
const tagName = (tag: string) => `tag:${tag}`;
const digestName = (digest: string) => `digest:${digest}`;

function imageName(repository: string): string {
  return `image:${parseImageRepository(repository)?.repository ?? repository.toLowerCase()}`;
}

/** The names an observation touches. */
export function touchedNames(observation: Observation): readonly string[] {
  const names = new Set<string>();
  if (observation.kind === 'push' || observation.kind === 'delete') {
    if (observation.repository) names.add(imageName(observation.repository));
    if (observation.digest) names.add(digestName(observation.digest));
  }
  if (observation.kind === 'push') {
    if (observation.commit) names.add(commitName(observation.commit));
    if (observation.tag) for (const name of commitNamesOf(observation.tag)) names.add(name);
  }
  if (observation.kind === 'other' && observation.answer && observation.repository) {
    names.add(imageName(observation.repository));
  }
  if (observation.kind === 'build' || observation.kind === 'commit') {
    if (observation.repository) names.add(sourceName(observation.repository));
    if (observation.commit) names.add(commitName(observation.commit));
  }
  if (observation.kind === 'commit') {
    for (const tag of mentionedTags(observation.message ?? '')) names.add(tagName(tag));
  }
  if (observation.kind === 'push' && observation.tag && isMentionable(observation.tag))
    names.add(tagName(observation.tag));
  if (observation.kind === 'build') {
    for (const image of observation.images ?? []) {
      names.add(imageName(image.repository));
      if (image.digest) names.add(digestName(image.digest));
    }
  }
  return [...names];
}

/** The names an incident on this image waits for, once its source repositories are known. */
export function interestingNames(
  image: ImageReference,
  sourceRepositories: readonly string[],
): readonly string[] {
  const names = new Set([imageName(image.repository), ...sourceRepositories.map(sourceName)]);
  if (image.digest) names.add(digestName(image.digest));
  if (image.tag) for (const name of commitNamesOf(image.tag)) names.add(name);
  if (image.tag && isMentionable(image.tag)) names.add(tagName(image.tag));
  return [...names].sort();
}

function commitNamesOf(tag: string): string[] {
  return deriveTag(tag)
    .filter((candidate) => candidate.kind === 'commit' || candidate.kind === 'commit_prefix')
    .map((candidate) => commitName(candidate.value));
}
