import type { Feed } from '#domain';
import { type KeepDeps, keepFetched, type StandIn } from '../fetch/keep-fetched.js';
import type { CoverageLog, ForgeAnswer, ForgeHook, HookAttempt, HookLog } from '../ports/index.js';
import type { Turn } from './turns.js';

/** GitHub keeps three days of attempts; a page has a hundred. */
const MOST_PAGES = 20;
/** Payloads fetched in one turn; the next one goes on. */
const MOST_PAYLOADS = 50;

export interface MissedDeliveriesDeps extends KeepDeps {
  readonly hooks: HookLog;
  readonly coverage: CoverageLog;
}

/** What a webhook's events tell of. */
const FEEDS: readonly (readonly [feed: Feed, events: readonly string[]])[] = [
  ['commits', ['push']],
  ['builds', ['workflow_run', 'workflow_job']],
];

const doubtOf = (answer: Extract<ForgeAnswer<unknown>, { ok: false }>) => ({
  isDone: false as const,
  retryAt: answer.retryAt,
});

export type Reconciled =
  | { readonly isDone: true; readonly kept: number }
  | { readonly isDone: false; readonly retryAt: Date | null };

/**
 * Fetches what a webhook of the repository did not get delivered to this source. The note is the newest
 * attempt up to which everything is known and its time, so that a turn begins where the last one ended.
 */
export async function missedDeliveries(
  deps: MissedDeliveriesDeps,
  target: { readonly source: string; readonly repository: string },
  { note, now, end }: Turn,
): Promise<Reconciled> {
  const { source, repository } = target;
  const hooks = await deps.hooks.hooksOf(repository);
  if (!hooks.ok) return doubtOf(hooks);
  const hook = hooks.value.find(({ url }) => leadsTo(url, source));
  if (!hook) return { isDone: false, retryAt: null };
  const [knownId = '', knownAt = ''] = note.split(' ');
  const seen = await attemptsSince(deps.hooks, { repository, hook, knownId });
  if ('retryAt' in seen) return seen;
  const delivered = new Set(
    seen.attempts.filter(({ succeeded }) => succeeded).map(({ deliveryId }) => deliveryId),
  );
  // Oldest first: what a turn does not get to is after its mark.
  const missed = seen.attempts
    .filter(({ deliveryId, succeeded }) => !succeeded && !delivered.has(deliveryId))
    .reverse();
  const fetched: StandIn[] = [];
  for (const attempt of missed.slice(0, MOST_PAYLOADS)) {
    const payload = await deps.hooks.payloadOf(repository, hook.id, attempt.id);
    if (!payload.ok && payload.reason !== 'absent') return doubtOf(payload);
    if (payload.ok) fetched.push({ ...payload.value, source, deliveryId: attempt.deliveryId });
  }
  const kept = await keepFetched(deps, fetched);
  const isWhole = missed.length <= MOST_PAYLOADS;
  const mark = isWhole ? seen.attempts[0] : missed[MOST_PAYLOADS - 1];
  const upTo = isWhole ? now : new Date(mark?.deliveredAt ?? now);
  const from = knownAt === '' ? seen.attempts.at(-1)?.deliveredAt : knownAt;
  if (from !== undefined && seen.isGapless) {
    const times = { source, repository, from: new Date(from), to: upTo };
    await deps.coverage.cover(feedsOf(hook).map((feed) => ({ feed, ...times })));
  }
  await end(`${mark?.id ?? knownId} ${upTo.toISOString()}`);
  return { isDone: true, kept };
}

/** `…/v1/hooks/<source>`, with or without a token behind. */
const leadsTo = (url: string, source: string) =>
  URL.canParse(url) &&
  new RegExp(`/v1/hooks/${source.replaceAll('.', '\\.')}(/|$)`).test(new URL(url).pathname);

const feedsOf = ({ events }: ForgeHook): readonly Feed[] =>
  FEEDS.filter(([, needed]) => events.includes('*') || needed.every((event) => events.includes(event))).map(
    ([feed]) => feed,
  );

/** Attempts newer than the known one, newest first. `isGapless` where none is missing in between. */
async function attemptsSince(
  hooks: HookLog,
  {
    repository,
    hook,
    knownId,
  }: { readonly repository: string; readonly hook: ForgeHook; readonly knownId: string },
): Promise<
  | { readonly attempts: readonly HookAttempt[]; readonly isGapless: boolean }
  | Extract<Reconciled, { isDone: false }>
> {
  const attempts: HookAttempt[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Awaited<ReturnType<HookLog['attemptsOf']>> = await hooks.attemptsOf(
      repository,
      hook.id,
      cursor,
    );
    if (!answer.ok) return doubtOf(answer);
    const end = answer.value.items.findIndex(({ id }) => id === knownId);
    attempts.push(...(end < 0 ? answer.value.items : answer.value.items.slice(0, end)));
    // Without a known attempt among those that are kept, the oldest of them is where knowledge begins.
    if (end >= 0) return { attempts, isGapless: true };
    cursor = answer.value.next;
    if (cursor === null) return { attempts, isGapless: knownId === '' };
  }
  return { attempts, isGapless: false };
}
