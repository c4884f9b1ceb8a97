import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../libs/store/src/migrations/migrate.js';
import { migrationsFolder, readMigrations } from '../../libs/store/src/migrations/migration-files.js';

/** A database of one spec file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Any number: the advisory lock under which the template is made. */
const TEMPLATE_LOCK = 4_021_977;

const serverUrl = async (): Promise<string> => {
  const response = await fetch(inject('postgresBroker'));
  const text = await response.text();
  if (!response.ok) throw new Error(`no database server for the tests: ${text}`);
  return text;
};

const onServer = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const inDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
};

/** Makes the migrated database that all others are copies of, unless it is there. Answers its name. */
const ensureTemplate = async (url: string, client: pg.Client): Promise<string> => {
  const files = readMigrations(migrationsFolder());
  const version = createHash('sha256')
    .update(files.map(({ checksum }) => checksum).join())
    .digest('hex');
  const name = `pulltrace_template_${version.slice(0, 16)}`;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      const unfinished = `${name}_unfinished`;
      await client.query(`drop database if exists ${unfinished}`);
      await client.query(`create database ${unfinished}`);
      await migrate(inDatabase(url, unfinished), files);
      await client.query(`alter database ${unfinished} rename to ${name}`);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
};

/**
 * A fresh database for the calling spec file, with all migrations applied. `empty: true` leaves them out, for specs
 * about migrations. Call it in `beforeAll` and its `drop` in `afterAll`.
 */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const url = await serverUrl();
  const name = `pulltrace_test_${randomBytes(8).toString('hex')}`;
  await onServer(url, async (client) => {
    const template = empty ? 'template1' : await ensureTemplate(url, client);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: inDatabase(url, name),
    drop: () =>
      onServer(url, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}
