import { deployImage, lastGood } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { shortSha, wanted, when } from './say.js';
import { squashOf } from './squash.js';
import { type Unbuilt, unbuiltCommit, unbuiltFinding } from './unbuilt.js';

/** With fewer builds on both sides of a commit, its missing build may as well be a lost webhook. */
const FEWEST_NEIGHBOURS = 1;

/** Only between builds that were received does a missing one mean something. */
function unbuilt(file: OpenCase): Unbuilt | null {
  const commit = unbuiltCommit(file);
  const at = commit?.records[0]?.at ?? file.makers[0]?.run.startedAt ?? null;
  if (!commit || !at) return null;
  const before = commit.runs.filter((run) => run.startedAt < at);
  const after = commit.runs.filter((run) => run.startedAt > at);
  return before.length < FEWEST_NEIGHBOURS || after.length < FEWEST_NEIGHBOURS ? null : commit;
}

/** How many branches are named before it is left at that. */
const BRANCHES_SHOWN = 5;

/** The commit is only on a branch that no image was ever seen built on. */
export const branchNotBuilt: Hypothesis = {
  name: 'branch-not-built',
  causes: ['commit_not_built_on_branch'],
  classes: ABSENT,
  needs:
    'the push of the tag’s commit to a branch, no run on that branch that makes the image, and such runs of other branches before and after',
  examine(file) {
    const commit = unbuilt(file);
    if (!commit?.branch || commit.runs.some((run) => run.branch === commit.branch)) return null;
    const branches = [...new Set(commit.runs.flatMap((run) => (run.branch ? [run.branch] : [])))].sort();
    const squash = squashOf(file, commit);
    const good = squash ?? lastGood(file);
    return unbuiltFinding(file, commit, {
      cause: 'commit_not_built_on_branch',
      weight: 'absence',
      summary: `No image was built for ${wanted(file)}: ${shortSha(commit.sha)} is on ${commit.branch}, and builds were only seen on ${branches.slice(0, BRANCHES_SHOWN).join(', ')}.`,
      fixes: [
        {
          title: `Merge ${commit.branch}, or build it`,
          detail: 'A squash merge makes a new commit: deploy the tag of that one, not of the branch.',
        },
        ...(good
          ? [
              deployImage(
                file,
                good,
                squash ? 'Deploy the image of its squash merge' : 'Or deploy the last image that was built',
              ),
            ]
          : []),
      ],
    });
  },
};

/** The commit is on a branch that is built, and this one was left out. */
export const commitSkipped: Hypothesis = {
  name: 'commit-skipped',
  causes: ['build_skipped'],
  classes: ABSENT,
  needs:
    'the push of the tag’s commit, no run of it that makes the image, and such runs of the same branch before and after',
  examine(file) {
    const commit = unbuilt(file);
    if (!commit?.branch || !commit.runs.some((run) => run.branch === commit.branch)) return null;
    const folders = [...new Set(commit.changedFiles.map((path) => path.split('/')[0] ?? path))];
    const changed = folders.length > 0 ? ` (it changes ${folders.slice(0, BRANCHES_SHOWN).join(', ')})` : '';
    return unbuiltFinding(file, commit, {
      cause: 'build_skipped',
      weight: 'absence',
      summary: `No build was seen for ${shortSha(commit.sha)}${changed}, so ${wanted(file)} was never pushed; builds of ${commit.branch} before and after it were.`,
      fixes: skippedFixes(file),
    });
  },
};

/**
 * What forges and CI systems take as a wish not to be built, in the message of a pushed commit (GitHub docs,
 * "Skipping workflow runs"; GitLab docs, "Skip a pipeline").
 */
const SKIP_WORDS = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks:\s*true\s*$/im;

/** The commit says itself that it is not to be built. */
export const skipRequested: Hypothesis = {
  name: 'skip-requested',
  causes: ['build_skipped'],
  classes: ABSENT,
  needs: 'the push of the tag’s commit with [skip ci] or the like in its message, and no run of it',
  examine(file) {
    const commit = unbuiltCommit(file);
    if (!commit || file.makers.length > 0) return null;
    const words = commit.records
      .map(({ observation }) => SKIP_WORDS.exec(observation.message ?? '')?.[0])
      .find((found) => found !== undefined);
    if (!words) return null;
    return unbuiltFinding(file, commit, {
      cause: 'build_skipped',
      weight: 'build',
      summary: `No image is built for ${wanted(file)}: the message of ${shortSha(commit.sha)} says ${words.trim()}.`,
      fixes: skippedFixes(file),
    });
  },
};

function skippedFixes(file: OpenCase) {
  const good = lastGood(file);
  return [
    ...(good ? [deployImage(file, good, `Deploy ${good.observation.tag}, pushed at ${when(good.at)}`)] : []),
    {
      title: 'Or build this commit',
      detail: 'Path filters and [skip ci] leave commits out by design; start the workflow by hand for it.',
    },
  ];
}
