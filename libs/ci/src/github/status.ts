import type { BuildStatus } from '#domain';
import { type StatusWords, statusOf } from '../build-status.js';
import type { Forge } from './envelope.js';

/** `status` of a run, job, step or check that has not concluded. */
const OPEN: StatusWords = new Map([
  ['queued', 'queued'],
  ['requested', 'queued'],
  ['pending', 'queued'],
  ['waiting', 'queued'],
  ['in_progress', 'running'],
]);

/** `conclusion`, once it has. `neutral` and `stale` say neither success nor failure. */
const CONCLUDED: StatusWords = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['startup_failure', 'failure'],
  ['cancelled', 'cancelled'],
  ['timed_out', 'timed_out'],
  ['skipped', 'skipped'],
  ['action_required', 'blocked'],
]);

/** The pair of words by which GitHub says where something stands. */
export interface Progress {
  readonly status?: string | undefined;
  readonly conclusion?: string | undefined;
}

/**
 * Status of anything that has `status` and `conclusion` (GitHub REST reference, "Checks"). The
 * event's `action` is not consulted: `requested` is delivered for runs that are already completed.
 */
export function githubStatus({ status, conclusion }: Progress, forge: Forge): BuildStatus {
  if (conclusion !== undefined) return statusOf(CONCLUDED, conclusion);
  // On GitHub a protection rule holds a waiting job until somebody approves; on Gitea it waits for other jobs.
  if (forge === 'github' && status === 'waiting') return 'blocked';
  return statusOf(OPEN, status);
}
