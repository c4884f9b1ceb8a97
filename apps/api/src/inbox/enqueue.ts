import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiNeeds } from '../needs.js';

/** Injection token of the `Enqueue` function. */
export const ENQUEUE = Symbol('enqueue');

/** Hands a stored delivery to the queue without waiting for it. */
export type Enqueue = (id: string) => void;

/**
 * Deliveries that come this close together are told of together, and worked together, in milliseconds. Too short
 * for anybody to notice, and at 200 deliveries a second it is five of them.
 */
const GATHER_MS = 25;

/** Most deliveries of one call; a call of this size takes the queue well under a second. */
const BATCH = 1_000;

/** About a minute of deliveries at full speed. What comes on top waits for the sweep, not in memory. */
const MOST_WAITING = 100_000;

/**
 * The queue is told after the commit and nobody waits for it: the sweep finds what it misses, so a queue that is
 * away costs time and never an acknowledged delivery. It is told of one batch at a time, and the next one gathers
 * meanwhile. A delivery that comes after a pause waits for nobody.
 */
export function enqueuer({ queue, log }: Pick<ApiNeeds, 'queue' | 'log'>): Enqueue {
  const waiting: string[] = [];
  let isTelling = false;
  const tell = async () => {
    for (let ids = waiting.splice(0, BATCH); ids.length > 0; ids = waiting.splice(0, BATCH)) {
      await queue.normalise(ids).catch((err: unknown) => {
        log.warn({ err, deliveries: ids.length }, 'not enqueued; the sweep will pick them up');
      });
      if (waiting.length < BATCH) await sleep(GATHER_MS);
    }
    isTelling = false;
  };
  return (id) => {
    if (waiting.length >= MOST_WAITING) return;
    waiting.push(id);
    if (isTelling) return;
    isTelling = true;
    // Deliveries of one commit are told of in the same turn of the event loop, and together.
    setImmediate(() => void tell());
  };
}
