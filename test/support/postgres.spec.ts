import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './postgres.js';

const made: TestDatabase[] = [];
afterAll(() => Promise.all(made.map((database) => database.drop())));

const create = async (options?: { empty: boolean }): Promise<pg.Client> => {
  const database = await createTestDatabase(options);
  made.push(database);
  const client = new pg.Client(database.url);
  await client.connect();
  return client;
};

const tableNames = async (client: pg.Client): Promise<readonly string[]> => {
  const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public'`);
  return rows.map(({ tablename }) => tablename);
};

describe('a test database', () => {
  it('has the migrated tables and shares nothing with another', async () => {
    const [one, other] = await Promise.all([create(), create()]);
    await one.query('create table only_here ()');
    expect(await tableNames(one)).toContain('only_here');
    expect(await tableNames(other)).toContain('_prisma_migrations');
    expect(await tableNames(other)).not.toContain('only_here');
    await Promise.all([one.end(), other.end()]);
  });

  it('is without tables when asked for', async () => {
    const client = await create({ empty: true });
    expect(await tableNames(client)).toEqual([]);
    await client.end();
  });

  it('is gone after the drop, even while somebody is connected', async () => {
    const database = await createTestDatabase({ empty: true });
    const client = new pg.Client(database.url);
    const broken = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await database.drop();
    await broken;
    await expect(new pg.Client(database.url).connect()).rejects.toThrow(/does not exist/);
  });
});
