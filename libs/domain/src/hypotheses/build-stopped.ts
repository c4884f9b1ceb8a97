import type { Maker } from '../evidence/makers.js';
import type { Run } from '../evidence/run.js';
import { sameSource } from '../evidence/source-links.js';
import { historyAt, type PushRecord, SKEW_MS } from '../evidence/tag-history.js';
import { deployImage, rerun, rollBack } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, asPush, describeRun, lastRecord, nodeSays, wanted, when } from './say.js';

/** Nobody's code is broken: the run was stopped before it pushed. */
export const buildCancelled: Hypothesis = {
  name: 'build-cancelled',
  causes: ['build_cancelled'],
  classes: ABSENT,
  needs: 'a cancelled run of the tag’s commit, none of whose jobs failed, and no push of the tag',
  examine(file) {
    const maker = cancelled(file);
    if (!maker) return null;
    const { run } = maker;
    const later = newerRuns(file, run);
    const newer = later.find((other) => pushOf(file, other) !== null) ?? later[0] ?? null;
    const push = newer && pushOf(file, newer);
    const tag = push ? `, which pushed ${push.observation.tag}` : ', which has pushed nothing here so far';
    const by = newer ? `; the newer ${describeRun(newer)} started at ${when(newer.startedAt)}${tag}` : '';
    return {
      ...common(file, maker),
      cause: 'build_cancelled',
      summary: `${wanted(file)} was never pushed: ${describeRun(run)} was cancelled${ended(run)}${by}.`,
      push: push && asPush(push),
      fixes: [
        ...(push ? [deployImage(file, push, 'Deploy the newer image')] : []),
        rerun(
          run,
          'Or run the cancelled build again',
          'A cancelled run pushes nothing; run it again if this very commit is wanted.',
        ),
      ],
      basis: [...lastRecord(run), ...(newer ? lastRecord(newer) : []), ...(push ? [push] : [])],
    };
  },
};

/** The run ran out of time, or its runner was lost. */
export const buildTimedOut: Hypothesis = {
  name: 'build-timed-out',
  causes: ['build_timed_out'],
  classes: ABSENT,
  needs: 'a run of the tag’s commit that timed out, or whose image job did, and no push of the tag',
  examine(file) {
    const maker = timedOut(file);
    if (!maker) return null;
    const { run, outcome } = maker;
    const late = outcome.kind === 'timed_out' ? outcome : null;
    const place = late ? ` in job ${late.job.name}${late.step ? `, step ${late.step.name}` : ''}` : '';
    return {
      ...common(file, maker),
      cause: 'build_timed_out',
      build: asBuild(run, late && { job: late.job, step: late.step?.name ?? null }),
      summary: `${wanted(file)} was never pushed: ${describeRun(run)} timed out${place}${ended(run)}.`,
      fixes: [
        rerun(
          run,
          'Run the build again',
          'If it times out again, raise its limit or find the step that hangs.',
        ),
        ...rollBack(file),
      ],
      basis: [...(late ? lastRecord(late.job) : []), ...lastRecord(run)],
    };
  },
};

function timedOut(file: OpenCase): Maker | null {
  if (!wasNeverPushed(file)) return null;
  return (
    file.makers.find(
      ({ run, outcome }) =>
        outcome.kind === 'timed_out' || (outcome.kind === 'by_status' && run.status === 'timed_out'),
    ) ?? null
  );
}

function cancelled(file: OpenCase): Maker | null {
  if (!wasNeverPushed(file)) return null;
  return (
    file.makers.find(({ run, outcome }) => run.status === 'cancelled' && outcome.kind === 'by_status') ?? null
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

/**
 * Runs that may have taken its place, oldest first: same workflow and branch, another commit, started later. Where
 * no branch is known, the run must have been under way when this one was cancelled.
 */
function newerRuns(file: OpenCase, run: Run): readonly Run[] {
  const end = Date.parse(run.finishedAt ?? run.startedAt) + SKEW_MS;
  return file.runs
    .filter(
      (other) =>
        other.branch === run.branch &&
        other.workflow === run.workflow &&
        other.commit !== run.commit &&
        sameSource(other.repository, run.repository) &&
        other.startedAt >= run.startedAt &&
        (run.branch !== null || Date.parse(other.startedAt) <= end),
    )
    .reverse();
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
