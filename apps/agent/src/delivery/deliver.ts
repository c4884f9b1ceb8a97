import type { Backoff, Wait } from '#cluster';
import type { Outbox } from './outbox.js';
import { type Batch, batchOf, type PostOutcome, type RetryCause } from './post-reports.js';

/** Told of what happens to batches, for metrics and the log. */
export interface DeliveryWitness {
  taken(reports: number, outcome: Extract<PostOutcome, { is: 'taken' }>): void;
  again(cause: RetryCause, detail: string): void;
  /** Reports that the service will never take. */
  lost(reports: number, detail: string): void;
}

export interface DeliverDeps {
  readonly outbox: Outbox;
  readonly post: (batch: Batch, signal: AbortSignal) => Promise<PostOutcome>;
  readonly wait: Wait;
  readonly backoff: Backoff;
  readonly witness: DeliveryWitness;
}

/** Reports of one batch: half of what the service takes, so that one batch is a moment's work for it. */
const BATCH = 500;

/** How long a report waits for others of the same burst, in milliseconds. */
const LINGER_MS = 100;

/**
 * Sends what the outbox holds, one batch at a time, until the signal. A batch is sent again, byte for
 * byte, until the service says what became of it; one that is too large is cut in half.
 */
export async function deliver(deps: DeliverDeps, signal: AbortSignal): Promise<void> {
  const { outbox, post, wait, backoff, witness } = deps;
  let size = BATCH;
  let batch: Batch | null = null;
  while (!signal.aborted) {
    if (batch === null) {
      await outbox.filled(signal);
      await wait(LINGER_MS, signal);
      const reports = outbox.take(size);
      if (reports.length === 0) continue;
      batch = batchOf(reports);
    }
    const outcome = await post(batch, signal);
    if (signal.aborted && outcome.is === 'again') break;
    if (outcome.is === 'again') {
      witness.again(outcome.cause, outcome.detail);
      await wait(backoff.next(outcome.retryAfterMs), signal);
      continue;
    }
    backoff.reset();
    const { reports } = batch;
    batch = null;
    if (outcome.is === 'taken') {
      witness.taken(reports.length, outcome);
      size = Math.min(size * 2, BATCH);
    } else if (outcome.is === 'refused' || reports.length === 1) {
      witness.lost(reports.length, outcome.is === 'refused' ? outcome.detail : 'one report is too large');
    } else {
      size = Math.max(1, Math.floor(reports.length / 2));
      for (const report of reports) outbox.put(report);
    }
  }
  // What was not answered is still to be sent by whoever empties the outbox.
  for (const report of batch?.reports ?? []) outbox.put(report);
}

/** Sends what is left, once, when the process ends: what fails stays for the next one to find anew. */
export async function deliverRest(
  { outbox, post }: Pick<DeliverDeps, 'outbox' | 'post'>,
  signal: AbortSignal,
) {
  for (let reports = outbox.take(BATCH); reports.length > 0; reports = outbox.take(BATCH)) {
    const { is } = await post(batchOf(reports), signal);
    if (is !== 'taken') return;
  }
}
