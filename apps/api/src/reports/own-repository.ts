import type { JobRequest } from '../auth/scope.js';
import { ProblemError } from '../problem/problem-error.js';

/**
 * Holds a CI job to its own repository: its token speaks for that one, and a report on another would
 * name a stranger's commit.
 *
 * @throws ProblemError 403 with the position of the first report that is not its own
 */
export function checkOwnRepository(
  { job }: JobRequest,
  reports: readonly { readonly repository: string }[],
): void {
  if (!job) return;
  const own = job.repository.toLowerCase();
  const index = reports.findIndex(({ repository }) => repository.toLowerCase() !== own);
  if (index < 0) return;
  throw new ProblemError(
    403,
    'forbidden',
    `this token speaks for ${job.repository}, not for report ${index}`,
  );
}
