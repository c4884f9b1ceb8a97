import { createPostgresBackend, DEFAULT_SCHEMA, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { EVENT_OPTIONS, type QueueBackend, type QueueLog, WORKER_OPTIONS } from './backend.js';

/** Two workers keep one connection each to be notified on; the others are shared by all queues and workers. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 2_000;
/** Statements of the queue take milliseconds; a connection that hangs longer is given up. */
const QUERY_TIMEOUT_MS = 10_000;

/**
 * Queues in the schema `bullmq` of a PostgreSQL database (version 13 or newer), which is made or brought up to
 * date first. Rejects when the database cannot be reached.
 */
export async function openPostgresBackend(url: string, log: QueueLog): Promise<QueueBackend> {
  const pool = new pg.Pool({
    connectionString: url,
    // BullMQ's statements name no schema. They do not wait for the disk either: what a crash takes from the queue
    // is found again by the sweep or runs twice, and each job would wait three times.
    options: `-c search_path=${DEFAULT_SCHEMA} -c synchronous_commit=off`,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'pulltrace-queue',
  });
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection of the queue was lost'));
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    queue: (name) => new Queue(name, { connection: pool, ...EVENT_OPTIONS }, createPostgresBackend),
    worker: (name, processor, concurrency) =>
      new Worker(
        name,
        processor,
        { connection: pool, concurrency, ...WORKER_OPTIONS },
        createPostgresBackend,
      ),
    close: () => pool.end(),
  };
}

async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  // A connection that breaks while it is checked out says so here as well as in the failing statement.
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.off('error', ignore);
    client.release();
  }
}
