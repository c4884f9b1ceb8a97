export type { Outside, WorkerNeeds } from './needs.js';
export { type StartJobs, startWorker, type Worker } from './start-worker.js';
