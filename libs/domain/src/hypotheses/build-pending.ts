import { originOf } from '../evidence/case-file.js';
import type { Maker } from '../evidence/makers.js';
import type { Run } from '../evidence/run.js';
import type { Cause, Fix } from '../verdict.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, hasOtherSpelling, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, asPush, describeRun, lastRecord, nodeSays, wanted, when } from './say.js';

/** How the three kinds of waiting differ, in what is said and in what helps. */
const WAITING: {
  readonly [status: string]: { readonly cause: Cause; readonly says: string; readonly fix: Fix };
} = {
  running: {
    cause: 'build_running',
    says: 'is still running',
    fix: {
      title: 'Wait for the build',
      detail:
        'The kubelet tries again by itself, at most five minutes apart. Deploy after the build has pushed to avoid the race.',
    },
  },
  queued: {
    cause: 'build_queued',
    says: 'is queued and has not started',
    fix: {
      title: 'Check that a runner can take the job',
      detail:
        'A job stays queued while no runner with its labels is free. The pull recovers by itself once the image is pushed.',
    },
  },
  blocked: {
    cause: 'build_awaiting_approval',
    says: 'is waiting for an approval',
    fix: {
      title: 'Approve the build, or deploy another image',
      detail: 'Nothing is pushed before a person approves the run.',
    },
  },
};

/** The image is not there yet: its build has not ended. */
export const buildPending: Hypothesis = {
  name: 'build-pending',
  causes: ['build_running', 'build_queued', 'build_awaiting_approval'],
  classes: ABSENT,
  needs: 'a run of the tag’s commit that has not ended, and no push of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    for (const maker of file.makers) {
      const waiting = WAITING[maker.run.status];
      if (waiting && maker.outcome.kind !== 'failed') return pending(file, maker, waiting);
    }
    return null;
  },
};

function pending(file: OpenCase, maker: Maker, waiting: (typeof WAITING)[string] & object): Finding {
  const { run } = maker;
  const usual = usualDuration(file, run);
  return {
    cause: waiting.cause,
    weight: maker.namesTag ? 'direct' : 'build',
    ...capOf(file, maker),
    summary: `${wanted(file)} is not there yet: ${describeRun(run)} ${waiting.says}, since ${when(run.startedAt)}${usual}.`,
    commit: contextCommit(file, run),
    build: asBuild(run),
    fixes: [waiting.fix],
    basis: lastRecord(run),
    facts: nodeSays(file),
    lookedFor: [noPush(file)],
  };
}

const contextCommit = (file: OpenCase, run: Run) =>
  run.commit ? asCommit(file, { sha: run.commit, repository: run.repository }, 'context') : null;

/** Fewer successful runs than this say nothing about what is usual. */
const FEWEST_RUNS = 3;

/** `; usually 9 min (median of 20)`, from successful runs of the same workflow. */
function usualDuration(file: OpenCase, run: Run): string {
  const durations = file.runs
    .filter(
      (other) =>
        other.workflow === run.workflow && other.repository === run.repository && other.status === 'success',
    )
    .flatMap((other) =>
      other.finishedAt ? [Date.parse(other.finishedAt) - Date.parse(other.startedAt)] : [],
    )
    .sort((a, b) => a - b);
  const median = durations[Math.floor(durations.length / 2)];
  if (median === undefined || durations.length < FEWEST_RUNS) return '';
  const seconds = Math.round(median / 1000);
  const words = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `; usually ${words} (median of ${durations.length})`;
}

/** The image came after it was first wanted: the deployment was faster than the build. */
export const pushedAfterwards: Hypothesis = {
  name: 'pushed-afterwards',
  causes: ['build_running'],
  classes: ABSENT,
  needs: 'a push of the tag later than the first failed pull',
  examine(file) {
    const { pushedLater, state } = file.history;
    if (state !== 'never' || !pushedLater || hasOtherSpelling(file)) return null;
    const run = file.makers.find((maker) => maker.run.startedAt <= file.at && maker.firm)?.run ?? null;
    const origin = originOf(file, pushedLater);
    const meanwhile = run ? ` ${describeRun(run)} was running then.` : '';
    return {
      cause: 'build_running',
      weight: 'direct',
      summary: `${wanted(file)} was wanted at ${when(file.at)} and pushed at ${when(pushedLater.at)}, so the next pull finds it.${meanwhile}`,
      commit: origin ? asCommit(file, origin, 'context') : null,
      build: run ? asBuild(run) : null,
      push: asPush(pushedLater),
      fixes: [
        {
          title: 'Wait for the next attempt',
          detail:
            'The kubelet tries again by itself, at most five minutes apart. Deploy after the build has pushed to avoid the race.',
        },
      ],
      basis: [pushedLater, ...(run ? lastRecord(run) : [])],
      facts: nodeSays(file),
      lookedFor: [
        {
          what: `a push of ${wanted(file)} before ${when(file.at)}`,
          found: false,
          where: 'registry events and build reports',
        },
      ],
    };
  },
};
