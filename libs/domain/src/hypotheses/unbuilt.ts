import { makingWorkflows } from '../evidence/makers.js';
import type { Run } from '../evidence/run.js';
import type { Recorded } from '../evidence/snapshot.js';
import { sameSource } from '../evidence/source-links.js';
import type { CommitObservation } from '../observation.js';
import type { Finding, OpenCase } from './hypothesis.js';
import { noPush, wasNeverPushed } from './never-pushed.js';
import { asCommit, nodeSays, shortSha } from './say.js';

/** What is known about a commit that nothing was seen to build an image of. */
export interface Unbuilt {
  readonly sha: string;
  readonly repository: string;
  readonly branch: string | null;
  readonly changedFiles: readonly string[];
  /** What was pushed to the source repository with it as the head, or in passing. */
  readonly records: readonly Recorded<CommitObservation>[];
  /** Runs of the repository that make the image, as far as is known which do. */
  readonly runs: readonly Run[];
}

/** The wanted commit, when it is known and no run of it makes the image. */
export function unbuiltCommit(file: OpenCase): Unbuilt | null {
  const { commit } = file;
  if (!wasNeverPushed(file) || !commit?.firm) return null;
  if (file.makers.some(({ makesImage, run }) => makesImage || run.status !== 'success')) return null;
  const records = file.commits.filter(
    ({ observation }) =>
      observation.commit === commit.sha && sameSource(observation.repository ?? '', commit.repository),
  );
  const own = file.makers.map(({ run }) => run);
  const making = makingWorkflows(file);
  const runs = file.runs.filter(
    (run) =>
      sameSource(run.repository, commit.repository) &&
      run.commit !== commit.sha &&
      (making.size === 0 || (run.workflow !== null && making.has(run.workflow))),
  );
  const branches = [...records.map(({ observation }) => observation.branch), ...own.map((run) => run.branch)];
  const changedFiles = records.flatMap(({ observation }) => observation.changedFiles ?? []);
  return {
    sha: commit.sha,
    repository: commit.repository,
    branch: branches.find((name) => name) ?? null,
    changedFiles: [...new Set(changedFiles)].sort(),
    records,
    runs,
  };
}

/** The finding that all ways of not being built share. */
export function unbuiltFinding(
  file: OpenCase,
  commit: Unbuilt,
  said: Pick<Finding, 'cause' | 'summary' | 'fixes' | 'weight'>,
): Finding {
  return {
    ...said,
    commit: asCommit(file, commit, 'context'),
    basis: commit.records,
    facts: nodeSays(file),
    lookedFor: [
      noPush(file),
      {
        what: `a build of ${shortSha(commit.sha)} that makes the image`,
        found: false,
        where: `builds of ${commit.repository}`,
      },
    ],
  };
}
