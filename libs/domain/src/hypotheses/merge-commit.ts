import type { Run } from '../evidence/run.js';
import { type PushRecord, SKEW_MS } from '../evidence/tag-history.js';
import { deriveTag } from '../tag/index.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asCommit, asPush, nodeSays, shortSha, wanted } from './say.js';

/** Below this a string of digits may as well be a number or a date. */
const STRONG_READING = 0.9;

/**
 * A pull request has two commits: its head and the merge commit that is built. The image carries one of them, and the
 * deployment asks for the other.
 */
export const mergeCommit: Hypothesis = {
  name: 'merge-commit',
  causes: ['merge_commit_tag'],
  classes: ABSENT,
  needs: 'a run of a pull request on the wanted commit, and a push of another commit’s tag while it ran',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    for (const maker of file.makers) {
      const { run } = maker;
      if (run.pullRequest === null || run.status !== 'success' || !run.commit) continue;
      const push = file.pushes.find((candidate) => {
        const named = isDuring(candidate, run) ? otherCommit(candidate, run.commit ?? '') : null;
        return named !== null && !belongsElsewhere(file, named, run);
      });
      const other = push && otherCommit(push, run.commit);
      if (!push || !other) continue;
      return {
        cause: 'merge_commit_tag',
        weight: 'build',
        ...capOf(file, maker),
        summary: `${wanted(file)} was never pushed: the build of pull request ${run.pullRequest} tagged its image with ${shortSha(other)} (${push.observation.tag ?? push.observation.digest ?? ''}), not with ${shortSha(run.commit)}; one is the head of the pull request, the other its merge commit.`,
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
    }
    return null;
  },
};

function isDuring({ at }: PushRecord, run: Run): boolean {
  const time = Date.parse(at);
  return (
    run.finishedAt !== null &&
    time >= Date.parse(run.startedAt) - SKEW_MS &&
    time <= Date.parse(run.finishedAt) + SKEW_MS
  );
}

/** A commit that another branch or run accounts for is not this pull request's other one. */
function belongsElsewhere(file: OpenCase, sha: string, run: Run): boolean {
  return (
    file.runs.some((other) => other.commit?.startsWith(sha) && other.pullRequest !== run.pullRequest) ||
    file.commits.some(
      ({ observation }) => observation.commit?.startsWith(sha) && observation.branch !== run.branch,
    )
  );
}

/** The commit that a push was made from by its tag, or else by its label, when that is not `sha`; full or its first digits. */
function otherCommit({ observation }: PushRecord, sha: string): string | null {
  const named = deriveTag(observation.tag ?? '').find(
    ({ kind, strength }) => (kind === 'commit' || kind === 'commit_prefix') && strength >= STRONG_READING,
  );
  const other = named?.value ?? observation.commit ?? null;
  return other === null || sha.startsWith(other) ? null : other;
}
