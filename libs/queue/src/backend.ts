import type { JobsOptions, Processor } from 'bullmq';

/** Where queues write what nobody waits for. */
export interface QueueLog {
  warn(fields: object, message: string): void;
}

/** What a job holds: ids of deliveries or of incidents, at least one. */
export type JobData = { readonly ids: readonly string[] };

/** What a queue and a worker have in common. */
interface Connected {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** What is used of BullMQ's queue, whose full type names the server that keeps it. */
export interface JobQueue extends Connected {
  add(name: string, data: JobData, options: JobsOptions): Promise<unknown>;
  getJobCounts(...states: 'waiting'[]): Promise<unknown>;
  addBulk(jobs: { name: string; data: JobData; opts: JobsOptions }[]): Promise<unknown>;
}

/** What is used of BullMQ's worker. */
export interface JobWorker extends Connected {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: FailedJob | undefined, error: Error) => void): unknown;
}

interface FailedJob {
  readonly id?: string | undefined;
  readonly attemptsMade: number;
}

/** A server that keeps queues. The rest of the library does not know which one it is. */
export interface QueueBackend {
  queue(name: string): JobQueue;
  worker(name: string, processor: Processor<JobData>, concurrency: number): JobWorker;
  /** Closes what queues and workers share, after they are closed themselves. */
  close(): Promise<void>;
}

/**
 * For workers on every backend. A job takes milliseconds to a few seconds; the lock of a worker that died is
 * given up after 15 s, and its jobs are handed to another one at most 10 s later.
 */
export const WORKER_OPTIONS = {
  lockDuration: 15_000,
  stalledInterval: 10_000,
  maxStalledCount: 3,
} as const;

/** Nobody reads the queues' event streams; BullMQ keeps 10,000 entries by default. */
export const EVENT_OPTIONS = { streams: { events: { maxLen: 100 } } } as const;
