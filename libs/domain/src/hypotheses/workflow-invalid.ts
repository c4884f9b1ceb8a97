import type { Run } from '../evidence/run.js';
import type { Recorded } from '../evidence/snapshot.js';
import { sameSource } from '../evidence/source-links.js';
import type { CommitObservation } from '../observation.js';
import { rollBack } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush, wasNeverPushed } from './never-pushed.js';
import { asBuild, asCommit, describeRun, lastRecord, nodeSays, shortSha, wanted, when } from './say.js';

/** Senders' words for a run whose description could not be read: GitHub's conclusion, GitLab's failure reason. */
const STARTUP_FAILURE = /startup_failure|config_error|yaml_invalid|invalid_workflow|workflow_invalid/i;

/** Where pipelines are described when the provider does not name the file. */
const WORKFLOW_FILES =
  /^(\.github\/workflows\/[^/]+\.ya?ml|\.gitea\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.circleci\/config\.ya?ml|bitbucket-pipelines\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile)$/;

/** The run could not even start, because its workflow file cannot be read. */
export const workflowInvalid: Hypothesis = {
  name: 'workflow-invalid',
  causes: ['workflow_invalid'],
  classes: ABSENT,
  needs:
    'a run of the tag’s commit that ended as a start-up failure, best with the commit that changed the workflow file, and no push of the tag',
  examine(file) {
    if (!wasNeverPushed(file)) return null;
    const maker = file.makers.find(({ run }) => failedToStart(run));
    if (!maker) return null;
    const { run } = maker;
    const change = lastChange(file, run);
    const breaker = change?.observation.commit ?? null;
    const sha = breaker ?? run.commit;
    const isCause =
      breaker !== null &&
      maker.firm &&
      (run.workflowPath !== null || breaker === run.commit) &&
      failedSince(file, run, breaker);
    const path = run.workflowPath ?? 'its workflow file';
    const by = breaker && change ? `; ${shortSha(breaker)} changed ${path} at ${when(change.at)}` : '';
    return {
      cause: 'workflow_invalid',
      weight: maker.namesTag ? 'direct' : 'build',
      ...capOf(file, maker),
      summary: `${wanted(file)} was never pushed: ${describeRun(run)} could not start, because ${path} is not valid${by}.`,
      commit: sha ? asCommit(file, { sha, repository: run.repository }, isCause ? 'cause' : 'context') : null,
      build: asBuild(run),
      fixes: [
        {
          title: `Repair ${path}`,
          detail: `The provider shows the line that it cannot read on the page of ${describeRun(run)}. Push a commit that corrects it; running this one again does not help.`,
          ...(run.url ? { docs: run.url } : {}),
        },
        ...rollBack(file),
      ],
      basis: [...lastRecord(run), ...(change ? [change] : [])],
      facts: nodeSays(file),
      lookedFor: [
        noPush(file),
        ...(change
          ? []
          : [
              {
                what: `a commit that changes ${path}`,
                found: false as const,
                where: `commits of ${run.repository}`,
              },
            ]),
      ],
    };
  },
};

/** Whether a run ended before any of its jobs began, because of how it is described. */
export const failedToStart = (run: Run) =>
  run.status === 'failure' && STARTUP_FAILURE.test(run.rawStatus ?? '');

/** The newest commit of the run’s branch, up to the run, that changed the file the workflow is described in. */
function lastChange(file: OpenCase, run: Run): Recorded<CommitObservation> | null {
  const isWorkflowFile = (path: string) =>
    run.workflowPath ? path === run.workflowPath : WORKFLOW_FILES.test(path);
  const own = file.commits.find(({ observation }) => observation.commit === run.commit);
  const limit = own && own.at > run.startedAt ? own.at : run.startedAt;
  return (
    file.commits.findLast(
      ({ at, observation }) =>
        at <= limit &&
        sameSource(observation.repository ?? '', run.repository) &&
        (observation.commit === run.commit || (run.branch !== null && observation.branch === run.branch)) &&
        (observation.changedFiles ?? []).some(isWorkflowFile),
    ) ?? null
  );
}

/** The change is to blame when its own run could not start either: it may as well be older trouble. */
function failedSince(file: OpenCase, run: Run, breaker: string): boolean {
  const own = file.runs.find(
    (other) =>
      other.commit === breaker &&
      sameSource(other.repository, run.repository) &&
      (other.workflow === run.workflow || other.workflowPath === run.workflowPath),
  );
  return own !== undefined && failedToStart(own);
}
