import type { Maker } from '../evidence/makers.js';
import { rerun, rollBack } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, describeRun, lastRecord, nodeSays, wanted } from './say.js';

/** The build went well and pushed nothing: its push step was left out. */
export const pushSkipped: Hypothesis = {
  name: 'push-skipped',
  causes: ['push_skipped'],
  classes: ABSENT,
  needs: 'a successful job of the tag’s commit whose push step was skipped, and no push of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    for (const maker of file.makers) {
      if (maker.outcome.kind === 'push_skipped')
        return skipped(file, maker, maker.outcome.push.step.name, maker.outcome.push.toldBy);
    }
    return null;
  },
};

function skipped(file: OpenCase, maker: Maker, step: string, toldBy: string): Finding {
  const { run } = maker;
  return {
    cause: 'push_skipped',
    weight: 'direct',
    ...capOf(file, maker),
    summary: `${wanted(file)} was never pushed: ${describeRun(run)} succeeded, but its step ${step} was skipped.`,
    commit: run.commit ? asCommit(file, { sha: run.commit, repository: run.repository }, 'context') : null,
    build: asBuild(run),
    fixes: [
      rerun(
        run,
        `Make the step ${step} run for this event`,
        `The run was started by ${run.event ?? 'an event'}; check the step's condition (push: false, if: github.event_name …), then run it again.`,
      ),
      ...rollBack(file),
    ],
    basis:
      maker.outcome.kind === 'push_skipped'
        ? [...lastRecord(maker.outcome.job), ...lastRecord(run)]
        : lastRecord(run),
    facts: [
      ...nodeSays(file),
      {
        id: `step:${toldBy}`,
        kind: 'build',
        at: run.finishedAt,
        text: `step ${step}, which pushes the image (told by ${toldBy}), was skipped`,
        url: run.url,
      },
    ],
    lookedFor: [noPush(file)],
  };
}

/** The run says that it succeeded, and no push of the tag came in though pushes are being received. */
export const pushMissing: Hypothesis = {
  name: 'push-missing',
  causes: ['push_skipped'],
  classes: ABSENT,
  needs: 'a successful run of the tag’s commit, other pushes of the repository after it, and none of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    const maker = file.makers.find(
      ({ run, outcome }) =>
        run.status === 'success' && (outcome.kind === 'by_status' || outcome.kind === 'pushed'),
    );
    if (!maker?.run.finishedAt || !maker.makesImage) return null;
    const { run } = maker;
    const later = file.pushes.find((push) => push.at > (run.finishedAt ?? ''));
    const earlier = file.pushes.find((push) => push.at < run.startedAt);
    if (!later || !earlier) return null;
    return {
      cause: 'push_skipped',
      weight: 'absence',
      cap: 'possible',
      summary: `${describeRun(run)} succeeded, but no push of ${wanted(file)} was received, though other tags of the repository were before and after.`,
      commit: run.commit ? asCommit(file, { sha: run.commit, repository: run.repository }, 'context') : null,
      build: asBuild(run),
      fixes: [
        rerun(
          run,
          'Look at what the run pushed',
          'Check that a step pushes the image, under which name, and that its failure is not passed over (continue-on-error).',
        ),
        ...rollBack(file),
      ],
      basis: lastRecord(run),
      facts: nodeSays(file),
      lookedFor: [noPush(file)],
    };
  },
};
