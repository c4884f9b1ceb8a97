import { replicaPush } from '../evidence/replicas.js';
import type { PushRecord } from '../evidence/tag-history.js';
import { isSpelledAlmostAlike, parseImageRepository } from '../image/index.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asPush, nodeSays, when } from './say.js';

/** The repository was never seen, and one that is spelled almost alike has this very tag. */
export const repositoryMisspelled: Hypothesis = {
  name: 'repository-misspelled',
  causes: ['repository_misspelled'],
  classes: [...ABSENT, 'dns'],
  needs: 'no push to the wanted repository, and a push of the wanted tag to one spelled almost alike',
  examine(file) {
    const push = almostAlike(file);
    if (!push) return null;
    return {
      cause: 'repository_misspelled',
      weight: 'build',
      summary: `Nothing was ever pushed to ${file.snapshot.image.repository}; ${push.observation.repository}, spelled almost alike, has the tag ${push.observation.tag} since ${when(push.at)}.`,
      push: asPush(push),
      fixes: [deployImage(file, push, `If ${push.observation.repository} is meant, use it`)],
      basis: [push],
      facts: nodeSays(file),
      lookedFor: [noPush(file)],
    };
  },
};

/** The newest push of the wanted tag to a repository at most two letters away; none when several are, or the wanted one was seen. */
export function almostAlike(file: OpenCase): PushRecord | null {
  const { repository, tag } = file.snapshot.image;
  if (file.pushes.length > 0 || file.deletions.length > 0 || replicaPush(file)) return null;
  const alike = file.elsewhere.filter(({ observation }) => {
    const other = parseImageRepository(observation.repository ?? '')?.repository ?? '';
    return tag !== null && observation.tag === tag && isSpelledAlmostAlike(other, repository);
  });
  const names = new Set(alike.map(({ observation }) => observation.repository));
  return names.size === 1 ? (alike[alike.length - 1] ?? null) : null;
}
