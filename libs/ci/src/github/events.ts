import { readCheckRunEvent, readCheckSuiteEvent } from './check.js';
import { readCommitStatusEvent } from './commit-status.js';
import { readDeploymentEvent } from './deployment.js';
import type { ForgeEventReader } from './envelope.js';
import { readPackageEvent } from './package.js';
import { readPushEvent } from './push.js';
import { readCreateEvent, readDeleteEvent, readReleaseEvent } from './ref.js';
import { readWorkflowJobEvent } from './workflow-job.js';
import { readWorkflowRunEvent } from './workflow-run.js';

/** `X-GitHub-Event` → what it says. Events that are not here are ignored as unknown. */
export const GITHUB_EVENTS: ReadonlyMap<string, ForgeEventReader> = new Map([
  ['push', readPushEvent],
  ['create', readCreateEvent],
  ['delete', readDeleteEvent],
  ['release', readReleaseEvent],
  ['workflow_run', readWorkflowRunEvent],
  ['workflow_job', readWorkflowJobEvent],
  ['check_run', readCheckRunEvent],
  ['check_suite', readCheckSuiteEvent],
  ['status', readCommitStatusEvent],
  ['deployment', readDeploymentEvent],
  ['deployment_status', readDeploymentEvent],
  ['package', readPackageEvent],
  ['registry_package', readPackageEvent],
]);
