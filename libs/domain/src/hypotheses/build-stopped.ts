import type { Maker } from '../evidence/makers.js';
import type { Run } from '../evidence/run.js';
import { sameSource } from '../evidence/source-links.js';
import { historyAt, type PushRecord } from '../evidence/tag-history.js';
import { deployImage, rerun, rollBack } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, describeRun, lastRecord, nodeSays, wanted, when } from './say.js';

/** Nobody's code is broken: the run was stopped before it pushed. */
export const buildCancelled: Hypothesis = {
  name: 'build-cancelled',
  causes: ['build_cancelled'],
  classes: ABSENT,
  needs: 'a cancelled run of the tag’s commit, none of whose jobs failed, and no push of the tag',
  examine(file) {
    const maker = stopped(file, 'cancelled');
    if (!maker) return null;
    const { run } = maker;
    const newer = newerRun(file, run);
    const by = newer ? `; ${describeRun(newer)} on the same branch started at ${when(newer.startedAt)}` : '';
    const push = newer && pushOf(file, newer);
    return {
      ...common(file, maker),
      cause: 'build_cancelled',
      summary: `${wanted(file)} was never pushed: ${describeRun(run)} was cancelled${ended(run)}${by}.`,
      fixes: [
        ...(push ? [deployImage(file, push, 'Deploy the newer image')] : []),
        rerun(
          run,
          'Or run the cancelled build again',
          'A cancelled run pushes nothing; run it again if this very commit is wanted.',
        ),
      ],
      basis: [...lastRecord(run), ...(newer ? lastRecord(newer) : [])],
    };
  },
};

/** The run ran out of time, or its runner was lost. */
export const buildTimedOut: Hypothesis = {
  name: 'build-timed-out',
  causes: ['build_timed_out'],
  classes: ABSENT,
  needs: 'a run of the tag’s commit that timed out, and no push of the tag',
  examine(file) {
    const maker = stopped(file, 'timed_out');
    if (!maker) return null;
    const { run } = maker;
    return {
      ...common(file, maker),
      cause: 'build_timed_out',
      summary: `${wanted(file)} was never pushed: ${describeRun(run)} timed out${ended(run)}.`,
      fixes: [
        rerun(
          run,
          'Run the build again',
          'If it times out again, raise its limit or find the step that hangs.',
        ),
        ...rollBack(file),
      ],
      basis: lastRecord(run),
    };
  },
};

function stopped(file: OpenCase, status: Run['status']): Maker | null {
  if (!wasNeverPushed(file)) return null;
  return (
    file.makers.find((maker) => maker.run.status === status && maker.outcome.kind === 'by_status') ?? null
  );
}

const ended = (run: Run) => (run.finishedAt ? ` at ${when(run.finishedAt)}` : '');

function common(
  file: OpenCase,
  maker: Maker,
): Pick<Finding, 'weight' | 'cap' | 'commit' | 'build' | 'facts' | 'lookedFor'> {
  const { run } = maker;
  return {
    weight: maker.namesTag ? 'direct' : 'build',
    ...capOf(file, maker),
    commit: run.commit ? asCommit(file, { sha: run.commit, repository: run.repository }, 'context') : null,
    build: asBuild(run),
    facts: nodeSays(file),
    lookedFor: [noPush(file)],
  };
}

/** The run that most likely took its place: same workflow and branch, the next one started. */
function newerRun(file: OpenCase, run: Run): Run | null {
  const later = file.runs.filter(
    (other) =>
      other.branch !== null &&
      other.branch === run.branch &&
      other.workflow === run.workflow &&
      other.commit !== run.commit &&
      sameSource(other.repository, run.repository) &&
      other.startedAt >= run.startedAt,
  );
  return later[later.length - 1] ?? null;
}

/** What the newer run pushed to the wanted repository and is still there. */
function pushOf(file: OpenCase, run: Run): PushRecord | null {
  const made = file.pushes.filter(
    ({ observation }) =>
      observation.tag && (observation.commit === run.commit || namesCommit(observation.tag, run)),
  );
  const push = made[made.length - 1];
  if (!push) return null;
  const { state } = historyAt(
    file.pushes,
    file.deletions,
    { tag: push.observation.tag ?? null, digest: null },
    push.at,
  );
  return state === 'present' ? push : null;
}

const namesCommit = (tag: string, run: Run) =>
  run.commit !== null && tag.toLowerCase().includes(run.commit.slice(0, 7));
