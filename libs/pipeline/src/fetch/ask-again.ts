import type { IncidentReader, StageQueue } from '../ports/index.js';
import { lacksEvidence } from './lacks-evidence.js';

export interface AskAgainDeps {
  readonly incidents: Pick<IncidentReader, 'list'>;
  readonly queue: Pick<StageQueue, 'fetch'>;
  readonly now: () => Date;
}

/** Open incidents of one round; with more than these, each is asked for in every second, third … round. */
const ROUND = 200;

/**
 * Asks once more for a page of the open incidents: a lost job is made up for, and what changes without
 * an event, such as a tag in a registry that sends none, is seen. Answers the cursor of the next page.
 */
export async function askAgain(deps: AskAgainDeps, cursor: string | null): Promise<string | null> {
  const { items, nextCursor } = await deps.incidents.list({ state: 'open' }, { limit: ROUND, cursor });
  const waiting = items.filter(({ verdict }) => verdict !== null && lacksEvidence(verdict));
  // The same incident waits once at a time, and the next round is other work.
  const revision = deps.now().getTime();
  await deps.queue.fetch(waiting.map(({ id }) => ({ incidentId: id, revision })));
  return nextCursor;
}
