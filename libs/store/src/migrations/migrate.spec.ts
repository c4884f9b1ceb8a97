import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import { MigrationConflict, migrate } from './migrate.js';
import { type MigrationFile, migrationsFolder, readMigrations } from './migration-files.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => client.query('drop schema public cascade; create schema public'));

const file = (name: string, sql: string): MigrationFile => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
});
const A = file('1_a', 'create table a (id int)');
const B = file('2_b', 'alter table a add column b int; insert into a values (1, 2)');
const ledger = async () =>
  (
    await client.query(
      'select migration_name, checksum, finished_at is not null as finished, applied_steps_count from _prisma_migrations order by 1',
    )
  ).rows;

it('applies what is pending, in order, once', async () => {
  expect(await migrate(database.url, [A])).toEqual(['1_a']);
  expect(await migrate(database.url, [A, B])).toEqual(['2_b']);
  expect(await migrate(database.url, [A, B])).toEqual([]);
  expect((await client.query('select * from a')).rows).toEqual([{ id: 1, b: 2 }]);
  expect(await ledger()).toEqual([
    { migration_name: '1_a', checksum: A.checksum, finished: true, applied_steps_count: 1 },
    { migration_name: '2_b', checksum: B.checksum, finished: true, applied_steps_count: 1 },
  ]);
});

it('lets one of many processes do it, and the others wait', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url, [A, B])));
  expect(results.flat().sort()).toEqual(['1_a', '2_b']);
});

it('refuses a migration that was changed after it had been applied', async () => {
  await migrate(database.url, [A]);
  const changed = { ...A, checksum: 'another' };
  await expect(migrate(database.url, [changed, B])).rejects.toBeInstanceOf(MigrationConflict);
  expect(await ledger()).toHaveLength(1);
});

it('leaves the database as it was when a migration fails', async () => {
  await expect(migrate(database.url, [A, file('2_b', 'create table b (id nonsense)')])).rejects.toThrow(
    'nonsense',
  );
  expect((await client.query("select to_regclass('a') as a")).rows).toEqual([{ a: null }]);
});

it('leaves alone what a newer version has applied', async () => {
  await migrate(database.url, [A, B]);
  expect(await migrate(database.url, [A])).toEqual([]);
});

it('finds the files with the checksums that Prisma computes', () => {
  const files = readMigrations(migrationsFolder());
  expect(files.map(({ name }) => name)).toEqual(files.map(({ name }) => name).sort());
  for (const { name, checksum } of files) {
    expect(name).toMatch(/^\d{14}_[a-z0-9_]+$/);
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  }
});
