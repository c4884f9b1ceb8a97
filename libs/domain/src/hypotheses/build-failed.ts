import type { ImageOutcome } from '../evidence/image-step.js';
import type { Maker } from '../evidence/makers.js';
import { repairBuild, rollBack } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, describeRun, lastRecord, nodeSays, wanted, when } from './say.js';
import { failedToStart } from './workflow-invalid.js';

/**
 * The build of the tag's commit failed before the image was pushed. The commit is the cause only
 * where a failing step of the job that makes the image is known; a failed run alone is context.
 */
export const buildFailed: Hypothesis = {
  name: 'build-failed',
  causes: ['build_failed'],
  classes: ABSENT,
  needs: 'a run of the tag’s commit that failed, best with its jobs and steps, and no push of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    for (const maker of file.makers) {
      const { outcome, run } = maker;
      if (failedToStart(run)) continue;
      if (outcome.kind === 'failed') return failedIn(file, maker, outcome);
      if ((outcome.kind === 'by_status' || outcome.kind === 'unclear') && run.status === 'failure')
        return failedSomewhere(file, maker);
    }
    return null;
  },
};

function failedIn(file: OpenCase, maker: Maker, outcome: Extract<ImageOutcome, { kind: 'failed' }>): Finding {
  const { run } = maker;
  const { job, step, push } = outcome;
  const place = step ? `job ${job.name}, step ${step.name}` : `job ${job.name}`;
  const at = job.finishedAt ? ` at ${when(job.finishedAt)}` : '';
  const isCause = maker.firm && maker.makesImage && step !== null;
  const told = push ? `, which pushes the image (told by ${push.toldBy})` : '';
  return {
    cause: 'build_failed',
    weight: (step !== null && push !== null) || maker.namesTag ? 'direct' : 'build',
    ...capOf(file, maker),
    summary: `${wanted(file)} was never pushed: ${describeRun(run)} failed in ${place}${at}.`,
    commit: run.commit
      ? asCommit(file, { sha: run.commit, repository: run.repository }, isCause ? 'cause' : 'context')
      : null,
    build: asBuild(run, { job, step: step?.name ?? null }),
    fixes: [repairBuild(run, `, ${place}`), ...rollBack(file)],
    basis: [...lastRecord(job), ...lastRecord(run)],
    facts: [
      ...nodeSays(file),
      ...(push
        ? [
            {
              id: `step:${push.toldBy}`,
              kind: 'build',
              at: job.finishedAt,
              text: `step ${push.step.name}${told} ${push.step.status === 'failure' ? 'failed' : `was ${push.step.status}`}`,
              url: job.url,
            },
          ]
        : []),
    ],
    lookedFor: [noPush(file)],
  };
}

function failedSomewhere(file: OpenCase, maker: Maker): Finding {
  const { run, outcome } = maker;
  const unclear = outcome.kind === 'unclear';
  const at = run.finishedAt ? ` at ${when(run.finishedAt)}` : '';
  const which = unclear
    ? ` in ${outcome.failed.map((job) => job.name).join(', ')}; which job makes the image is not known`
    : '';
  return {
    cause: 'build_failed',
    weight: maker.namesTag ? 'direct' : 'build',
    ...(unclear ? { cap: 'possible' as const } : capOf(file, maker)),
    summary: `${wanted(file)} was never pushed: ${describeRun(run)} failed${at}${which}.`,
    commit: run.commit ? asCommit(file, { sha: run.commit, repository: run.repository }, 'context') : null,
    build: asBuild(run),
    fixes: [repairBuild(run, ''), ...rollBack(file)],
    basis: lastRecord(run),
    facts: nodeSays(file),
    lookedFor: [
      noPush(file),
      { what: 'the failing step of the job that makes the image', found: false, where: 'job events' },
    ],
  };
}
