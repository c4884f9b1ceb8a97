import type { BuildStatus } from '#domain';

/** `status` of a run, job, step or check that has not concluded. */
const OPEN: ReadonlyMap<string, BuildStatus> = new Map([
  ['queued', 'queued'],
  ['requested', 'queued'],
  ['pending', 'queued'],
  // A deployment protection rule holds it until a person or a system approves.
  ['waiting', 'blocked'],
  ['in_progress', 'running'],
]);

/** `conclusion`, once it has. `neutral` and `stale` say neither success nor failure. */
const CONCLUDED: ReadonlyMap<string, BuildStatus> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['startup_failure', 'failure'],
  ['cancelled', 'cancelled'],
  ['timed_out', 'timed_out'],
  ['skipped', 'skipped'],
  ['action_required', 'blocked'],
]);

/**
 * Status of anything that has `status` and `conclusion` (GitHub REST reference, "Checks"). The
 * event's `action` is not consulted: `requested` is delivered for runs that are already completed.
 */
export function githubStatus(status: string | undefined, conclusion: string | undefined): BuildStatus {
  if (conclusion !== undefined) return CONCLUDED.get(conclusion.toLowerCase()) ?? 'unknown';
  return OPEN.get(status?.toLowerCase() ?? '') ?? 'unknown';
}

/** The sender's words, `completed/failure`. */
export function rawStatus(...words: readonly (string | undefined)[]): string | undefined {
  const said = words.filter((word) => word !== undefined);
  return said.length === 0 ? undefined : said.join('/');
}

/** True once a status can no longer change within the same attempt. */
export function isFinal(status: BuildStatus): boolean {
  return ['success', 'failure', 'cancelled', 'timed_out', 'skipped'].includes(status);
}
