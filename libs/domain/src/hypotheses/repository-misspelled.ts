import type { PushRecord } from '../evidence/tag-history.js';
import { parseImageRepository } from '../image/index.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asPush, nodeSays, when } from './say.js';

/** Two letters are a typing error; more is another name. */
const MOST_EDITS = 2;

/** Number of edits between two names, counted no further than needed. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? most + 1;
}

/** The repository was never seen, and one that is spelled almost alike has this very tag. */
export const repositoryMisspelled: Hypothesis = {
  name: 'repository-misspelled',
  causes: ['repository_misspelled'],
  classes: [...ABSENT, 'dns'],
  needs: 'no push to the wanted repository, and a push of the wanted tag to one spelled almost alike',
  examine(file) {
    if (file.pushes.length > 0 || file.deletions.length > 0) return null;
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

/** The newest push of the wanted tag to a repository at most two letters away; none when several are. */
function almostAlike(file: OpenCase): PushRecord | null {
  const { repository, tag } = file.snapshot.image;
  const alike = file.elsewhere.filter(({ observation }) => {
    const other = parseImageRepository(observation.repository ?? '')?.repository ?? '';
    return (
      tag !== null && observation.tag === tag && editDistance(other, repository, MOST_EDITS) <= MOST_EDITS
    );
  });
  const names = new Set(alike.map(({ observation }) => observation.repository));
  return names.size === 1 ? (alike[alike.length - 1] ?? null) : null;
}
