import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger/logger.js';
import type { ServerProcess } from './server-process.js';

/** Pause before another attempt when the last one failed, e.g. while the disk is full. */
const PAUSE_MS = 1_000;

/**
 * Keeps a server running: when its process ends unasked, it is started again with the same address, for as long as
 * that takes. Clients see broken connections meanwhile, as with any restart of a database.
 */
export function superviseServer(
  first: ServerProcess,
  startAgain: () => Promise<ServerProcess>,
  log: Logger,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let current: ServerProcess | null = first;

  const restart = async (): Promise<ServerProcess | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await startAgain();
      } catch (err) {
        log.error({ err }, 'the database could not be started again');
        await sleep(PAUSE_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      }
    }
    return null;
  };

  const watch = async (): Promise<void> => {
    while (current !== null) {
      await current.ended;
      if (stopping.signal.aborted) return;
      log.error({}, 'the database ended unexpectedly and is being started again');
      current = await restart();
      // Asked to stop while it was being started.
      if (stopping.signal.aborted) await current?.stop();
    }
  };

  const watching = watch();
  return {
    stop: async () => {
      if (!stopping.signal.aborted) {
        stopping.abort();
        await current?.stop();
      }
      await watching;
    },
  };
}
