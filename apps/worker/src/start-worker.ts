import { type StageHandlers, sweep } from '#pipeline';
import { closeInOrder } from '#platform';
import type { WorkerNeeds } from './needs.js';
import { repeat } from './repeat.js';
import { stageHandlers } from './stage-handlers.js';

/** Started workers of the queue. */
export interface RunningJobs {
  /** Takes no more jobs and waits for those under way. */
  close(): Promise<void>;
}

/** Hands the handlers to the queue; the queue's own function in every process. */
export type StartJobs = (handlers: StageHandlers) => Promise<RunningJobs>;

/** A running worker. */
export interface Worker {
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
  const jobs = await startJobs(stageHandlers(needs));
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
  return {
    close: async () => {
      await closeInOrder(
        [
          { name: 'sweep', close: () => sweeping.stop() },
          { name: 'jobs', close: () => jobs.close() },
        ],
        log,
      );
    },
  };
}
