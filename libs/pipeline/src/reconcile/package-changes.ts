import type { Observation } from '#domain';
import { type KeepDeps, keepFetched, observed } from '../fetch/keep-fetched.js';
import type { PackageLog } from '../ports/index.js';
import type { Reconciled } from './missed-deliveries.js';
import type { Turn } from './turns.js';

/** Versions looked at in one turn, of each kind: the newest three hundred. */
const MOST_PAGES = 3;

export interface PackageDeps extends KeepDeps {
  readonly packages: PackageLog;
}

/**
 * Fetches the newest versions of a package, and those that were deleted. The forge lists deletions by
 * age of the version and not of the deletion, so each turn reads them anew; what is known stays once.
 * The note is not used.
 */
export async function packageChanges(
  deps: PackageDeps,
  repository: string,
  { end }: Turn,
): Promise<Reconciled> {
  const found: Observation[] = [];
  for (const state of ['deleted', 'active'] as const) {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await deps.packages.versionsOf(repository, state, page);
      // A token may well read packages and not see what was deleted.
      if (!answer.ok && state === 'deleted' && answer.reason === 'denied') break;
      if (!answer.ok) return { isDone: false, retryAt: answer.retryAt };
      found.push(...answer.value.items);
      if (!answer.value.hasMore) break;
    }
  }
  const kept = found.length > 0 ? await keepFetched(deps, [observed('package_versions', found)]) : 0;
  await end('');
  return { isDone: true, kept };
}
