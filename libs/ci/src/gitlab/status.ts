import type { StatusWords } from '../build-status.js';

/** Statuses of pipelines and jobs (GitLab REST reference, "Pipelines" and "Jobs"). */
export const GITLAB_STATUS: StatusWords = new Map([
  ['created', 'queued'],
  ['waiting_for_resource', 'queued'],
  ['waiting_for_callback', 'queued'],
  ['preparing', 'queued'],
  ['pending', 'queued'],
  ['scheduled', 'queued'],
  ['running', 'running'],
  ['canceling', 'running'],
  ['success', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['skipped', 'skipped'],
  ['manual', 'blocked'],
]);

/** Failure reasons of a job that ran out of time (GitLab `CommitStatus.failure_reasons`). */
const TIMEOUTS = new Set([
  'job_execution_timeout',
  'stuck_or_timeout_failure',
  'job_execution_server_timeout',
]);

/** A failed job that timed out. The reason alone proves nothing: it can be filled for a job that has not failed. */
export const isTimeout = (status: string | undefined, reason: string | undefined) =>
  status === 'failed' && TIMEOUTS.has(reason ?? '');
