import { type StageHandlers, sweep } from '#pipeline';
import type { WorkerNeeds } from './needs.js';
import { repeat } from './repeat.js';
import { stageHandlers } from './stage-handlers.js';

/** Hands the handlers to the queue, which calls them until it is closed. */
export type StartJobs = (handlers: StageHandlers) => Promise<void>;

/** A running worker. */
export interface Worker {
  /** Stops sweeping. The jobs end when the queue is closed. */
  close(): Promise<void>;
}

/**
 * Pause between two sweeps, in milliseconds. With the sweep's own grace of 5 s, work that the queue
 * lost is late by at most 8 s, and an idle system asks the database two small questions each time.
 */
const SWEEP_PAUSE_MS = 3_000;

/** Starts working the queue, and the sweep that finds what the queue does not know. */
export async function startWorker(needs: WorkerNeeds, startJobs: StartJobs): Promise<Worker> {
  const { log } = needs;
  await startJobs(stageHandlers(needs));
  const deps = {
    deliveries: needs.deliveries,
    incidents: needs.incidents,
    queue: needs.queue,
    now: needs.clock,
  };
  const sweeping = repeat(
    async () => {
      const found = await sweep(deps);
      if (found.deliveries + found.incidents > 0) log.info(found, 'swept back into the queue');
    },
    { name: 'sweep', pause: SWEEP_PAUSE_MS, log },
  );
  return { close: () => sweeping.stop() };
}
