export type { QueueLog } from './backend.js';
export { type OpenQueue, openQueue, type QueueSettings } from './open-queue.js';
export { QueueUnavailable } from './queue-unavailable.js';
