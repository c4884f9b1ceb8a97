import type { ForgeEventReader } from './envelope.js';
import { readPackageEvent } from './package.js';
import { readPushEvent } from './push.js';
import { readWorkflowJobEvent } from './workflow-job.js';
import { readWorkflowRunEvent } from './workflow-run.js';

/** `X-GitHub-Event` → what it says. Events that are not here are ignored as unknown. */
export const GITHUB_EVENTS: ReadonlyMap<string, ForgeEventReader> = new Map([
  ['push', readPushEvent],
  ['workflow_run', readWorkflowRunEvent],
  ['workflow_job', readWorkflowJobEvent],
  ['package', readPackageEvent],
  ['registry_package', readPackageEvent],
]);
