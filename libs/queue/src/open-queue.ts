import type { JobsOptions } from 'bullmq';
import type { DiagnosisRequest, StageHandlers, StageQueue } from '#pipeline';
import type { JobQueue, JobWorker, QueueBackend, QueueLog } from './backend.js';
import { openPostgresBackend } from './postgres-backend.js';
import { type QueueUnavailable, within } from './queue-unavailable.js';
import { openRedisBackend } from './redis-backend.js';
import { incidentWork, jobsOf, normaliseWork, STAGES, type Stage, type Work } from './stages.js';

export interface QueueSettings {
  /** Where the queues are kept. */
  readonly connection: { readonly postgresUrl: string } | { readonly redisUrl: string };
  readonly log: QueueLog;
}

/** The queue between the stages, and the workers of this process. */
export interface OpenQueue extends StageQueue {
  /** Starts a worker for every stage, each with `concurrency` jobs at the same time. Once per process. */
  startWorkers(handlers: StageHandlers, options: { readonly concurrency: number }): Promise<void>;
  /** Resolves when the queue's server answers; rejects with `QueueUnavailable` within 4 s. */
  ping(): Promise<void>;
  /** Takes no more jobs, waits for those that run, and closes the connections. */
  close(): Promise<void>;
}

/** Half of what a webhook's sender waits for at most (GitHub: 10 s). */
const ADD_TIMEOUT_MS = 4_000;
const OPEN_TIMEOUT_MS = 5_000;
/** A job's longest wait is a statement that is given up after 10 s. */
const WORKER_CLOSE_TIMEOUT_MS = 15_000;
/** A queue that only adds has nothing to wait for, except a server that does not answer. */
const QUEUE_CLOSE_TIMEOUT_MS = 2_000;

/**
 * Five attempts over about 15 s outlast a restart of the database. Finished jobs are removed, failed ones too:
 * a job that is kept would keep the same work from being enqueued again by the sweep.
 */
const JOB_OPTIONS = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
} as const satisfies JobsOptions;

/**
 * Connects the queues of all stages. Rejects with `QueueUnavailable` when their server cannot be reached; once
 * open, lost connections are logged and made again. Adding rejects with `QueueUnavailable` within 4 s.
 */
export async function openQueue({ connection, log }: QueueSettings): Promise<OpenQueue> {
  const backend = await within(
    OPEN_TIMEOUT_MS,
    'redisUrl' in connection
      ? Promise.resolve(openRedisBackend(connection.redisUrl))
      : openPostgresBackend(connection.postgresUrl, log),
  );
  const queues = new BullStageQueue(backend, log);
  try {
    await within(OPEN_TIMEOUT_MS, queues.ready());
  } catch (error) {
    await queues.close();
    throw error;
  }
  return queues;
}

class BullStageQueue implements OpenQueue {
  private readonly queues: ReadonlyMap<Stage, JobQueue>;
  private workers: readonly JobWorker[] = [];
  private closing: Promise<void> | undefined;

  constructor(
    private readonly backend: QueueBackend,
    private readonly log: QueueLog,
  ) {
    this.queues = new Map(STAGES.map((stage) => [stage, this.listened(backend.queue(stage), stage)]));
  }

  async ready(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.waitUntilReady()));
  }

  async ping(): Promise<void> {
    const [queue] = this.queues.values();
    await within<unknown>(ADD_TIMEOUT_MS, queue?.getJobCounts('waiting') ?? Promise.resolve());
  }

  normalise(deliveryIds: readonly string[]): Promise<void> {
    return this.add('normalise', deliveryIds.map(normaliseWork));
  }

  diagnose(requests: readonly DiagnosisRequest[]): Promise<void> {
    return this.add('diagnose', requests.map(incidentWork));
  }

  fetch(requests: readonly DiagnosisRequest[]): Promise<void> {
    return this.add('fetch', requests.map(incidentWork));
  }

  private async add(stage: Stage, work: readonly Work[]): Promise<void> {
    const jobs = jobsOf(work);
    const queue = this.queues.get(stage);
    const [first] = jobs;
    if (!queue || !first) return;
    const named = jobs.map(({ id, data }) => ({ name: stage, data, opts: { ...JOB_OPTIONS, jobId: id } }));
    // One job has a statement of its own; a bulk makes temporary tables.
    const added =
      jobs.length === 1
        ? queue.add(stage, first.data, { ...JOB_OPTIONS, jobId: first.id })
        : queue.addBulk(named);
    await within<unknown>(ADD_TIMEOUT_MS, added);
  }

  async startWorkers(
    handlers: StageHandlers,
    { concurrency }: { readonly concurrency: number },
  ): Promise<void> {
    this.workers = STAGES.map((stage) => {
      const worker = this.backend.worker(stage, (job) => handlers[stage](job.data.ids), concurrency);
      worker.on('failed', (job, error) => {
        const fields = { err: error, stage, job: job?.id, attempt: job?.attemptsMade };
        this.log.warn(fields, 'a job failed; it is tried again, by the sweep once its attempts are used up');
      });
      return this.listened(worker, stage);
    });
    await within(OPEN_TIMEOUT_MS, Promise.all(this.workers.map((worker) => worker.waitUntilReady())));
  }

  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    await Promise.all(this.workers.map((worker) => this.closed(worker, WORKER_CLOSE_TIMEOUT_MS)));
    await Promise.all([...this.queues.values()].map((queue) => this.closed(queue, QUEUE_CLOSE_TIMEOUT_MS)));
    await this.backend.close();
  }

  private async closed(connected: JobQueue | JobWorker, timeout: number): Promise<void> {
    try {
      await within(timeout, connected.close());
    } catch (error) {
      this.log.warn({ err: error }, 'a queue or worker was closed without waiting for it any longer');
      await within(timeout, connected.disconnect()).catch((failure: QueueUnavailable) => failure);
    }
  }

  /** Without a listener an `error` event would end the process. BullMQ connects again by itself. */
  private listened<Source extends JobQueue | JobWorker>(source: Source, stage: Stage): Source {
    source.on('error', (error) => this.log.warn({ err: error, stage }, 'the queue reports an error'));
    return source;
  }
}
