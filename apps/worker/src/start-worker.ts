import { askAgain, reconcile, type StageHandlers, sweep } from '#pipeline';
import type { Outside, WorkerNeeds } from './needs.js';
import { type Repetition, repeat } from './repeat.js';
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

/**
 * Pause between two rounds of asking again, in milliseconds: the kubelet's own longest pause between two
 * pulls is five minutes, so a tag that came meanwhile is seen well before.
 */
const ASK_AGAIN_PAUSE_MS = 60_000;

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
  const repetitions = [
    sweeping,
    ...(needs.outside ? [askingAgain(needs, needs.outside), reconciling(needs, needs.outside)] : []),
  ];
  return {
    close: async () => {
      await Promise.all(repetitions.map((repetition) => repetition.stop()));
    },
  };
}

/** Pause between two rounds of reconciling, in milliseconds. Each repository has its own, longer ones. */
const RECONCILE_PAUSE_MS = 60_000;

/** What was asked this long ago is asked as if for the first time. */
const FORGET_MS = 30 * 86_400_000;

function reconciling(needs: WorkerNeeds, outside: Outside): Repetition {
  const { deliveries, queue, sources, images, clock, newId, log } = needs;
  const deps = { ...outside, deliveries, queue, sources, settings: images, now: clock, newId };
  return repeat(
    async () => {
      const kept = await reconcile(deps);
      if (kept > 0) log.info({ deliveries: kept }, 'made up for deliveries that did not come');
      await outside.memory.forget(new Date(clock().getTime() - FORGET_MS));
    },
    { name: 'reconciling', pause: RECONCILE_PAUSE_MS, log },
  );
}

function askingAgain({ queue, clock, log }: WorkerNeeds, { incidents }: Outside): Repetition {
  let cursor: string | null = null;
  return repeat(
    async () => {
      cursor = await askAgain({ incidents, queue, now: clock }, cursor);
    },
    { name: 'asking again', pause: ASK_AGAIN_PAUSE_MS, log },
  );
}
