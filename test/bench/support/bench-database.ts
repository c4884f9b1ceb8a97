import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { silentLogger, startEmbeddedPostgres } from '#platform';

/** An embedded PostgreSQL with its ordinary, durable settings, for one measurement. */
export interface BenchDatabase {
  readonly url: string;
  /** For files of the measurement; goes with the database. */
  readonly directory: string;
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts the server on a new directory that every account may pass through: as root it runs under another one. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pulltrace-bench-'));
  await chmod(directory, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: directory, log: silentLogger });
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  // The server may close a connection that is saying goodbye.
  pool.on('error', () => undefined);
  return {
    url: server.url,
    directory,
    query: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
    stop: async () => {
      await pool.end();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
