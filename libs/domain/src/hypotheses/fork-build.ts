import type { Run } from '../evidence/run.js';
import { isProven, sameSource } from '../evidence/source-links.js';
import { deployImage, lastGood } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, describeRun, lastRecord, nodeSays, shortSha, wanted, when } from './say.js';

/** Rules weaker than this do not tie a tag to a commit of a fork. */
const FEWEST_STRENGTH = 0.85;

/**
 * The commit was only built for a pull request from a fork. Such runs get a token that may not push, and may wait
 * for somebody to approve them; nothing in the commit is broken by that.
 */
export const forkBuild: Hypothesis = {
  name: 'fork-build',
  causes: ['commit_not_built_on_branch', 'build_awaiting_approval'],
  classes: ABSENT,
  needs: 'a run of the tag’s commit for a pull request from a fork, and none of the repository itself',
  examine(file) {
    if (!wasNeverPushed(file) || file.makers.length > 0) return null;
    const run = runOfFork(file);
    return run?.commit ? finding(file, run, run.commit) : null;
  },
};

function runOfFork(file: OpenCase): Run | null {
  const readings = file.candidates.filter(({ strength }) => strength >= FEWEST_STRENGTH);
  const proven = file.links.filter(isProven);
  const found = file.forkRuns.filter((run) => {
    const fits = readings.some(
      ({ kind, value }) =>
        ((kind === 'commit' || kind === 'commit_prefix') && run.commit?.startsWith(value)) ||
        (kind === 'pull_request' && String(run.pullRequest) === value),
    );
    return (
      fits && (proven.length === 0 || proven.some((link) => sameSource(link.repository, run.repository)))
    );
  });
  const [first] = found;
  return first && found.every((run) => run.commit === first.commit) ? first : null;
}

function finding(file: OpenCase, run: Run, sha: string): Finding {
  const fork = run.headRepository ?? 'a fork';
  const isWaiting = run.status === 'blocked';
  const good = lastGood(file);
  const isTied = file.links.some((link) => isProven(link) && sameSource(link.repository, run.repository));
  return {
    cause: isWaiting ? 'build_awaiting_approval' : 'commit_not_built_on_branch',
    weight: 'build',
    ...(isTied ? {} : { cap: 'possible' as const }),
    summary: isWaiting
      ? `${wanted(file)} is not there: ${describeRun(run)} from the fork ${fork} is waiting for an approval, since ${when(run.startedAt)}.`
      : `No image was pushed for ${wanted(file)}: ${shortSha(sha)} is in the fork ${fork} and was only built for a pull request (${describeRun(run)}), whose runs may not push.`,
    commit: asCommit(file, { sha, repository: fork === 'a fork' ? run.repository : fork }, 'context'),
    build: asBuild(run),
    fixes: [
      isWaiting
        ? {
            title: 'Approve the run, or deploy another image',
            detail:
              'A run from a fork starts once a maintainer approves it; it pushes only if its token may.',
          }
        : {
            title: 'Merge the pull request, and deploy the image of the merge',
            detail:
              'Runs for pull requests from forks get a read-only token; images come from branches of the repository itself.',
          },
      ...(good ? [deployImage(file, good, 'Or deploy the last image that was built')] : []),
    ],
    basis: lastRecord(run),
    facts: nodeSays(file),
    lookedFor: [
      noPush(file),
      {
        what: `a build of ${shortSha(sha)} on a branch of the repository`,
        found: false,
        where: `builds of ${run.repository}`,
      },
    ],
  };
}
