import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/client.js';
import type { Statement } from './statement.js';

/** Where the store writes what nobody waits for. */
export interface StoreLog {
  warn(fields: object, message: string): void;
}

/** A session that runs statements, inside a transaction or on its own. */
export interface Session {
  run<Row extends object>(statement: Statement): Promise<Row[]>;
}

/** One pool of connections, shared by Prisma (ordinary queries) and by raw SQL (what Prisma cannot say). */
export interface Database extends Session {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** A statement that is a transaction of its own, repeated like one. */
  alone<Row extends object>(statement: Statement): Promise<Row[]>;
  /** All or nothing. Repeats the work when PostgreSQL gave up one of two transactions that waited for each other. */
  transaction<T>(work: (session: Session) => Promise<T>, options?: { readonly durable: boolean }): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize?: number | undefined;
  readonly log: StoreLog;
}

/** Long enough for a busy server, short enough that a webhook's sender still gets its 503 within its 10 s. */
const CONNECT_TIMEOUT_MS = 2_000;
/** Ten times the slowest statement that is expected; a connection that hangs longer is given up. */
const STATEMENT_TIMEOUT_MS = 10_000;
const DEFAULT_POOL_SIZE = 10;
/** SQLSTATE deadlock_detected, serialization_failure. */
const REPEATABLE = new Set(['40P01', '40001']);
const MAX_ATTEMPTS = 4;

/** Opens nothing yet: connections are made as they are needed. */
export function openDatabase({ url, poolSize, log }: DatabaseSettings): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize ?? DEFAULT_POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
    keepAlive: true,
    application_name: 'pulltrace',
  });
  // An idle connection that breaks says so here; without a listener Node would end the process. While the pool
  // closes, a server that stops at the same time may be quicker, which is nothing to tell.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ err: error }, 'an idle database connection was lost');
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    run: (statement) => runOn(pool, statement),
    alone: (statement) => repeated(() => runOn(pool, statement)),
    transaction: (work, options) => repeated(() => inTransaction(pool, work, options?.durable ?? true)),
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

async function runOn<Row extends object>(
  queryable: pg.Pool | pg.PoolClient,
  { name, text, values }: Statement,
): Promise<Row[]> {
  const result = await queryable.query<Row>({ text, values: [...values], ...(name ? { name } : {}) });
  return result.rows;
}

async function inTransaction<T>(pool: pg.Pool, work: (session: Session) => Promise<T>, durable: boolean) {
  const client = await pool.connect();
  // A connection that breaks while it is checked out reports it here as well as in the failing query.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    // Not durable: the commit does not wait for the disk. The next durable commit makes it durable too.
    await client.query(durable ? 'begin' : 'begin; set local synchronous_commit = off');
    const result = await work({ run: (statement) => runOn(client, statement) });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (attempt >= MAX_ATTEMPTS || typeof code !== 'string' || !REPEATABLE.has(code)) throw error;
    }
  }
}
