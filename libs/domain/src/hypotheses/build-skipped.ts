import type { Maker } from '../evidence/makers.js';
import { deployImage, lastGood } from './fixes.js';
import { ABSENT, type Hypothesis } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, describeRun, lastRecord, nodeSays, wanted, when } from './say.js';

/** The job that makes the image was skipped by design; nobody's commit is broken. */
export const buildSkipped: Hypothesis = {
  name: 'build-skipped',
  causes: ['build_skipped'],
  classes: ABSENT,
  needs: 'a run of the tag’s commit that was skipped, or whose image job was, and no push of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    const maker = file.makers.find(isSkipped);
    if (!maker) return null;
    const { run, outcome } = maker;
    const what = outcome.kind === 'job_skipped' ? `skipped its job ${outcome.job.name}` : 'was skipped';
    const good = lastGood(file);
    return {
      cause: 'build_skipped',
      weight: maker.namesTag ? 'direct' : 'build',
      ...capOf(file, maker),
      summary: `No image is built for ${wanted(file)}: ${describeRun(run)} ${what}${run.finishedAt ? ` at ${when(run.finishedAt)}` : ''}.`,
      commit: run.commit ? asCommit(file, { sha: run.commit, repository: run.repository }, 'context') : null,
      build: asBuild(run),
      fixes: [
        ...(good ? [deployImage(file, good, 'Deploy the last image that was built')] : []),
        {
          title: 'Or build this commit',
          detail:
            'Check the path filters and conditions of the workflow, or start it by hand for this commit.',
        },
      ],
      basis: lastRecord(run),
      facts: nodeSays(file),
      lookedFor: [noPush(file)],
    };
  },
};

const isSkipped = ({ run, outcome }: Maker) =>
  outcome.kind === 'job_skipped' || (outcome.kind === 'by_status' && run.status === 'skipped');
