import { deployImage, lastGood } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush, wasNeverPushed } from './never-pushed.js';
import { asPush, nodeSays, wanted, when } from './say.js';

/** The repository is known, and nothing known there yields the tag: most likely it never existed. */
export const tagUnknown: Hypothesis = {
  name: 'tag-unknown',
  causes: ['tag_unknown'],
  classes: ABSENT,
  needs:
    'pushes of other tags of the repository, and no commit, git tag, branch, pull request or run that yields the tag',
  examine(file) {
    if (!wasNeverPushed(file) || file.makers.length > 0 || file.named.length > 0) return null;
    if (file.pushes.length === 0) return null;
    const newest = lastGood(file);
    const instead = newest
      ? `; the newest tag there is ${newest.observation.tag}, pushed at ${when(newest.at)}`
      : '';
    return {
      cause: 'tag_unknown',
      weight: 'absence',
      summary: `No commit, branch or git tag known here yields ${wanted(file)}, and it was never pushed${instead}.`,
      push: newest ? asPush(newest) : null,
      fixes: [
        ...(newest
          ? [deployImage(file, newest, `Use ${newest.observation.tag} if that is what is meant`)]
          : []),
        {
          title: 'Check the tag for a typing error',
          detail:
            'Compare it with the tags that were pushed; if it is right, its build has still to be started.',
        },
      ],
      basis: newest ? [newest] : [],
      facts: nodeSays(file),
      lookedFor: [noPush(file), ...readings(file)],
    };
  },
};

/** In words, what each kind of reading was looked for as. */
const WORDS: { readonly [kind: string]: string } = {
  commit: 'commit',
  commit_prefix: 'commit starting with',
  git_tag: 'git tag',
  branch: 'branch',
  pull_request: 'pull request',
  run_number: 'build number',
  run_id: 'build id',
};

/** Readings weaker than this are guesses that would only make the list long. */
const WORTH_NAMING = 0.5;

function readings(file: OpenCase) {
  return file.candidates
    .filter(({ kind, strength }) => kind in WORDS && strength >= WORTH_NAMING)
    .map(({ kind, value }) => ({
      what: `${WORDS[kind]} ${value}`,
      found: false as const,
      where: file.source ? `commits and builds of ${file.source.repository}` : 'commits and builds received',
    }));
}
