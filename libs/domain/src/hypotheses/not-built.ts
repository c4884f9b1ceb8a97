import type { Run } from '../evidence/run.js';
import { sameSource } from '../evidence/source-links.js';
import { deployImage, lastGood } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush, wasNeverPushed } from './never-pushed.js';
import { asCommit, asPush, nodeSays, shortSha, wanted, when } from './say.js';

/** With fewer builds on both sides of a commit, its missing build may as well be a lost webhook. */
const FEWEST_NEIGHBOURS = 1;

/** What is known about a commit that has no build although builds around it were received. */
interface Unbuilt {
  readonly sha: string;
  readonly repository: string;
  readonly branch: string | null;
  readonly changedFiles: readonly string[];
  readonly runs: readonly Run[];
}

/** The wanted commit has no run, while runs of its repository were received before and after it. */
function unbuilt(file: OpenCase): Unbuilt | null {
  const { commit } = file;
  if (!wasNeverPushed(file) || file.makers.length > 0 || !commit?.firm) return null;
  const pushed = file.commits.filter(({ observation }) => observation.commit === commit.sha);
  const [first] = pushed;
  if (!first) return null;
  const runs = file.runs.filter((run) => sameSource(run.repository, commit.repository));
  const before = runs.filter((run) => run.startedAt < first.at);
  const after = runs.filter((run) => run.startedAt > first.at);
  if (before.length < FEWEST_NEIGHBOURS || after.length < FEWEST_NEIGHBOURS) return null;
  const branch = pushed.map(({ observation }) => observation.branch).find((name) => name) ?? null;
  const changedFiles = pushed.flatMap(({ observation }) => observation.changedFiles ?? []);
  return { ...commit, branch, changedFiles: [...new Set(changedFiles)].sort(), runs };
}

function finding(
  file: OpenCase,
  commit: Unbuilt,
  said: Pick<Finding, 'cause' | 'summary' | 'fixes'>,
): Finding {
  const records = file.commits.filter(({ observation }) => observation.commit === commit.sha);
  return {
    ...said,
    weight: 'absence',
    commit: asCommit(file, commit, 'context'),
    basis: records,
    facts: nodeSays(file),
    lookedFor: [
      noPush(file),
      { what: `a build of ${shortSha(commit.sha)}`, found: false, where: `builds of ${commit.repository}` },
    ],
  };
}

/** The commit is only on a branch that no build was ever seen on. */
export const branchNotBuilt: Hypothesis = {
  name: 'branch-not-built',
  causes: ['commit_not_built_on_branch'],
  classes: ABSENT,
  needs:
    'the push of the tag’s commit to a branch, no run on that branch, and runs of other branches before and after',
  examine(file) {
    const commit = unbuilt(file);
    if (!commit?.branch || commit.runs.some((run) => run.branch === commit.branch)) return null;
    const branches = [...new Set(commit.runs.flatMap((run) => (run.branch ? [run.branch] : [])))].sort();
    const good = lastGood(file);
    return finding(file, commit, {
      cause: 'commit_not_built_on_branch',
      summary: `No image was built for ${wanted(file)}: ${shortSha(commit.sha)} is on ${commit.branch}, and builds were only seen on ${branches.slice(0, 5).join(', ')}.`,
      fixes: [
        {
          title: `Merge ${commit.branch}, or build it`,
          detail: 'A squash merge makes a new commit: deploy the tag of that one, not of the branch.',
        },
        ...(good ? [deployImage(file, good, 'Or deploy the last image that was built')] : []),
      ],
    });
  },
};

/** The commit is on a branch that is built, and this one was left out. */
export const commitSkipped: Hypothesis = {
  name: 'commit-skipped',
  causes: ['build_skipped'],
  classes: ABSENT,
  needs: 'the push of the tag’s commit, no run of it, and runs of the same branch before and after',
  examine(file) {
    const commit = unbuilt(file);
    if (!commit?.branch || !commit.runs.some((run) => run.branch === commit.branch)) return null;
    const folders = [...new Set(commit.changedFiles.map((path) => path.split('/')[0] ?? path))];
    const changed = folders.length > 0 ? ` (it changes ${folders.slice(0, 5).join(', ')})` : '';
    const good = lastGood(file);
    return finding(file, commit, {
      cause: 'build_skipped',
      summary: `No build was seen for ${shortSha(commit.sha)}${changed}, so ${wanted(file)} was never pushed; builds of ${commit.branch} before and after it were.`,
      fixes: [
        ...(good
          ? [deployImage(file, good, `Deploy ${good.observation.tag}, pushed at ${when(good.at)}`)]
          : []),
        {
          title: 'Or build this commit',
          detail:
            'Path filters and [skip ci] leave commits out by design; start the workflow by hand for it.',
        },
      ],
    });
  },
};

/** A pull request's image carries the merge commit, and the deployment asks for the head commit (or the other way round). */
export const mergeCommit: Hypothesis = {
  name: 'merge-commit',
  causes: ['merge_commit_tag'],
  classes: ABSENT,
  needs: 'a run of a pull request on the wanted commit, and a push of another commit’s tag while it ran',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    const run = file.makers
      .map((maker) => maker.run)
      .find((candidate) => candidate.pullRequest !== null && candidate.status === 'success');
    if (!run?.commit || !run.finishedAt) return null;
    const { startedAt, finishedAt } = run;
    const push = file.pushes.find(
      ({ at, observation }) =>
        at >= startedAt && at <= finishedAt && observation.commit && observation.commit !== run.commit,
    );
    if (!push) return null;
    return {
      cause: 'merge_commit_tag',
      weight: 'build',
      summary: `${wanted(file)} was never pushed: the build of pull request ${run.pullRequest} tagged its image with the merge commit ${shortSha(push.observation.commit ?? '')} (${push.observation.tag ?? push.observation.digest ?? ''}), not with the head ${shortSha(run.commit)}.`,
      commit: asCommit(file, { sha: run.commit, repository: run.repository }, 'context'),
      push: asPush(push),
      fixes: [
        deployImage(file, push, 'Use the tag that was pushed'),
        {
          title: 'Keep it from happening again',
          detail:
            'Set DOCKER_METADATA_PR_HEAD_SHA=true so that docker/metadata-action tags with the head commit.',
        },
      ],
      basis: [push, ...run.records.slice(-1)],
      facts: nodeSays(file),
      lookedFor: [noPush(file)],
    };
  },
};
