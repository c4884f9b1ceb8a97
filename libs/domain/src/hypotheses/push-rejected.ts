import { rerun, rollBack } from './fixes.js';
import { ABSENT, type Hypothesis } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, describeRun, lastRecord, nodeSays, wanted, when } from './say.js';

/** The image was built, and the registry did not take it. No commit is to blame for that. */
export const pushRejected: Hypothesis = {
  name: 'push-rejected',
  causes: ['push_rejected'],
  classes: ABSENT,
  needs: 'a failed step of the tag’s build that only pushes or logs in, and no push of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    for (const maker of file.makers) {
      if (maker.outcome.kind !== 'push_failed') continue;
      const { job, step } = maker.outcome;
      const { run } = maker;
      const place = step ? `, step ${step.name}` : '';
      const at = job.finishedAt ? ` at ${when(job.finishedAt)}` : '';
      return {
        cause: 'push_rejected',
        weight: step ? 'direct' : 'build',
        ...capOf(file, maker),
        summary: `${wanted(file)} was built but not pushed: ${describeRun(run)} failed in job ${job.name}${place}${at}.`,
        build: asBuild(run, { job, step: step?.name ?? null }),
        fixes: [
          rerun(
            run,
            'Repair the push and run the build again',
            `Read the log of ${step ? `step ${step.name}` : `job ${job.name}`}: an expired registry credential, missing write permission, a full quota and an immutable tag are the usual reasons.`,
          ),
          ...rollBack(file),
        ],
        basis: [...lastRecord(job), ...lastRecord(run)],
        facts: nodeSays(file),
        lookedFor: [noPush(file)],
      };
    }
    return null;
  },
};
