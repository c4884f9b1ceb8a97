import { originOf } from '../evidence/case-file.js';
import { inWords, usualDuration, usualWait } from '../evidence/durations.js';
import { type ImageOutcome, imageJobsOf } from '../evidence/image-step.js';
import type { Maker } from '../evidence/makers.js';
import { replicaPush } from '../evidence/replicas.js';
import { hasEnded, type Run } from '../evidence/run.js';
import type { PushRecord } from '../evidence/tag-history.js';
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
      const status = waitsFor(file, maker);
      const waiting = WAITING[status ?? ''];
      if (status && waiting && MAY_STILL_PUSH.has(maker.outcome.kind))
        return pending(file, maker, waiting, status);
    }
    return null;
  },
};

/** What is known of the jobs of an unfinished run and does not already say how the image ends. */
const MAY_STILL_PUSH: ReadonlySet<ImageOutcome['kind']> = new Set(['by_status', 'unclear', 'pushed']);

/**
 * What the image waits for: a run is running as soon as one of its jobs is, while the job that makes the image may
 * still be held back.
 */
function waitsFor(file: OpenCase, { run }: Maker): string | null {
  if (hasEnded(run.status)) return null;
  const open = imageJobsOf(run, file.basename).filter((job) => !hasEnded(job.status));
  const [first] = open;
  const busy = run.jobs.some((job) => job.status === 'running');
  const isHeld = first && !busy && open.every((job) => job.status === first.status);
  return isHeld && (first.status === 'blocked' || first.status === 'queued') ? first.status : run.status;
}

function pending(
  file: OpenCase,
  maker: Maker,
  waiting: (typeof WAITING)[string] & object,
  status: string,
): Finding {
  const { run } = maker;
  return {
    cause: waiting.cause,
    weight: maker.namesTag ? 'direct' : 'build',
    ...capOf(file, maker),
    summary: `${wanted(file)} is not there yet: ${describeRun(run)} ${waiting.says}, since ${when(run.startedAt)}${outlook(file, run, status)}.`,
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

/** What usually happens from here, from earlier runs of the same workflow; nothing where too few are known. */
function outlook(file: OpenCase, run: Run, status: string): string {
  if (status === 'running') {
    const usual = usualDuration(file, run);
    if (!usual) return '';
    const end = new Date(Date.parse(run.startedAt) + usual.median).toISOString();
    return `; it usually takes ${inWords(usual.median)} (median of ${usual.of}), so it is expected at ${when(end)}`;
  }
  const usual = status === 'queued' ? usualWait(file, run) : null;
  if (!usual) return '';
  const waited = Date.parse(file.at) - Date.parse(run.startedAt);
  const long = waited > usual.longest ? ', and had waited longer than that when the image was wanted' : '';
  return `; runs of it usually start within ${inWords(usual.longest)} (of ${usual.of})${long}`;
}

/** The image came after it was first wanted: the deployment was faster than the build. */
export const pushedAfterwards: Hypothesis = {
  name: 'pushed-afterwards',
  causes: ['build_running'],
  classes: ABSENT,
  needs: 'a push of the tag later than the first failed pull',
  examine(file) {
    const push = cameAfterwards(file);
    if (!push || hasOtherSpelling(file)) return null;
    const { at: pushedAt } = push;
    const run = file.makers.find((maker) => maker.firm && wasRunning(maker.run, file.at))?.run ?? null;
    const origin = originOf(file, push);
    const meanwhile = run ? ` ${describeRun(run)} was running then.` : '';
    return {
      cause: 'build_running',
      weight: 'direct',
      // Within the skew of two clocks the order of the two is likely and not sure.
      ...(file.history.state === 'present' ? { cap: 'likely' as const } : {}),
      summary: `${wanted(file)} was wanted at ${when(file.at)} and pushed at ${when(pushedAt)}, so the next pull finds it.${meanwhile}`,
      commit: origin ? asCommit(file, origin, 'context') : null,
      build: run ? asBuild(run) : null,
      push: asPush(push),
      fixes: [
        {
          title: 'Wait for the next attempt',
          detail:
            'The kubelet tries again by itself, at most five minutes apart. Deploy after the build has pushed to avoid the race.',
        },
      ],
      basis: [push, ...(run ? lastRecord(run) : [])],
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

/** The push that came after the image was wanted; `null` where there was one before. */
function cameAfterwards(file: OpenCase): PushRecord | null {
  const { state, pushedLater, pushes } = file.history;
  if (state === 'never') return replicaPush(file) ? null : pushedLater;
  const [first] = pushes;
  return state === 'present' && file.failures.length > 0 && first && first.at > file.at ? first : null;
}

const wasRunning = (run: Run, at: string) => run.startedAt <= at && (run.finishedAt ?? at) >= at;
