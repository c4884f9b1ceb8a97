import type { BuildStatus } from '#domain';
import { type StatusWords, statusOf } from '../build-status.js';

/** Results of builds, runs and jobs, in resource version 1.0 also under `status`. */
const RESULTS: StatusWords = new Map([
  ['succeeded', 'success'],
  // Something failed and the definition let the rest go on; the build as a whole did not succeed.
  ['partiallysucceeded', 'failure'],
  ['succeededwithissues', 'success'],
  ['failed', 'failure'],
  ['abandoned', 'failure'],
  ['rejected', 'failure'],
  ['canceled', 'cancelled'],
  ['stopped', 'cancelled'],
  ['skipped', 'skipped'],
]);

/** States before the end. */
const STATES: StatusWords = new Map([
  ['notstarted', 'queued'],
  ['postponed', 'queued'],
  ['pending', 'queued'],
  ['waiting', 'queued'],
  ['inprogress', 'running'],
  ['running', 'running'],
  ['cancelling', 'running'],
  ['canceling', 'running'],
]);

/** From version 2.0 on, `status` is the state and `result` the outcome; in 1.0 `status` is the outcome. */
export function azureStatus(state: string | undefined, result: string | undefined): BuildStatus {
  if (result !== undefined && result.toLowerCase() !== 'none') return statusOf(RESULTS, result);
  const open = statusOf(STATES, state);
  return open === 'unknown' ? statusOf(RESULTS, state) : open;
}
