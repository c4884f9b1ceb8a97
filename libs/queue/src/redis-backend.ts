import { Queue, Worker } from 'bullmq';
import { EVENT_OPTIONS, type QueueBackend, WORKER_OPTIONS } from './backend.js';

/** Keys of the queues begin with this, so that a Redis can be shared. */
const PREFIX = 'pulltrace';

/** Queues in Redis (6.2 or newer, `maxmemory-policy noeviction`). BullMQ connects each on its own. */
export function openRedisBackend(url: string): QueueBackend {
  return {
    queue: (name) =>
      new Queue(name, {
        // Adding fails at once while there is no connection, instead of waiting for one: a request waits for it.
        connection: { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
        prefix: PREFIX,
        ...EVENT_OPTIONS,
      }),
    worker: (name, processor, concurrency) =>
      new Worker(name, processor, {
        connection: { url, maxRetriesPerRequest: null },
        prefix: PREFIX,
        concurrency,
        ...WORKER_OPTIONS,
      }),
    close: () => Promise.resolve(),
  };
}
