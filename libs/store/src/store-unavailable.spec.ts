import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/postgres.js';
import { delivery, outcome, push } from './fixtures/facts.js';
import { openStore, type Store, StoreUnavailable } from './index.js';
import { saysUnavailable } from './store-unavailable.js';

const log = { warn: () => undefined };
const opened: Store[] = [];
const open = async (url: string) => {
  const store = await openStore({ url, poolSize: 2, log });
  opened.push(store);
  return store;
};
afterAll(() => Promise.all(opened.map((store) => store.close())));

/** One call of every port: through raw SQL and through Prisma. */
const CALLS: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
  ['deliveries.append', ({ deliveries }) => deliveries.append([delivery()])],
  ['deliveries.list', ({ deliveries }) => deliveries.list({}, { limit: 1, cursor: null })],
  ['facts.record', ({ facts }) => facts.record(outcome([push(1)]))],
  ['evidence.ofCommits', ({ evidence }) => evidence.ofCommits(['7f3a6ce'], 1)],
  ['evidence.branchesOf', ({ evidence }) => evidence.branchesOf('acme/shop', 1)],
  ['incidents.open', ({ incidents }) => incidents.open('x')],
  ['incidentReader.list', ({ incidentReader }) => incidentReader.list({}, { limit: 1, cursor: null })],
  ['factReader.aboutCommit', ({ factReader }) => factReader.aboutCommit('7f3a6ce')],
  ['operations.ping', ({ operations }) => operations.ping()],
  ['tokens.list', ({ tokens }) => tokens.list()],
  ['migrate', (store) => store.migrate()],
];

describe('while nobody listens', () => {
  it.each(CALLS)('%s says so', async (_name, call) => {
    const store = await open('postgres://nobody@127.0.0.1:1/none');
    await expect(call(store)).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

it('says so when the server accepts connections and never answers', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const store = await open(`postgres://nobody@127.0.0.1:${port}/none`);
  await expect(store.operations.ping()).rejects.toBeInstanceOf(StoreUnavailable);
  server.close();
});

it('survives the loss of its connections and goes on when the database is back', async () => {
  const database = await createTestDatabase();
  const store = await open(database.url);
  const other = await open(database.url);
  await store.operations.ping();
  await store.tokens.list();
  // As a restart or an administrator does it: every connection of the database but one's own.
  const client = new pg.Client(database.url);
  await client.connect();
  const running = other.operations.ping().then(
    () => 'answered',
    (error: unknown) => error,
  );
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
  const answer = await running;
  expect(answer === 'answered' || answer instanceof StoreUnavailable).toBe(true);
  const first = await store.operations.ping().catch((error: unknown) => error);
  expect(first === undefined || first instanceof StoreUnavailable).toBe(true);
  await expect(store.operations.ping()).resolves.toBeUndefined();
  await Promise.all([store.close(), other.close()]);
  await database.drop();
});

describe('saysUnavailable', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }],
    [{ code: '57P01', message: 'terminating connection due to administrator command' }],
    [{ code: '57P03', message: 'the database system is starting up' }],
    [new Error('Connection terminated unexpectedly')],
    [new Error('timeout exceeded when trying to connect')],
    [new Error('query failed', { cause: { kind: 'DatabaseNotReachable' } })],
    [{ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } }],
    [new AggregateError([{ code: 'ECONNREFUSED' }])],
  ])('is true of %j', (error) => {
    expect(saysUnavailable(error)).toBe(true);
  });

  it.each([
    [{ code: '23505', message: 'duplicate key value' }],
    [new Error('syntax error at or near "selct"')],
    [null],
    ['57P01'],
  ])('is false of %j', (error) => {
    expect(saysUnavailable(error)).toBe(false);
  });
});
