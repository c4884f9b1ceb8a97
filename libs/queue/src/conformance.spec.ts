import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnrecoverableError } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { peer } from '../../../test/support/peers.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { type OpenQueue, openQueue, QueueUnavailable } from './index.js';

type Connection = Parameters<typeof openQueue>[0]['connection'];

const ID = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const ignored = async () => undefined;
const log = { warn: () => undefined };

/** What the stages may rely on, whichever server keeps the queues. */
function behavesLikeAQueue(connection: () => Connection): void {
  const opened: OpenQueue[] = [];
  const open = async () => {
    const queue = await openQueue({ connection: connection(), log });
    opened.push(queue);
    return queue;
  };
  afterAll(async () => {
    await Promise.all(opened.map((queue) => queue.close()));
  });

  it('hands each job to the handler of its stage, also jobs added before there was a worker', async () => {
    const queue = await open();
    const normalised: string[] = [];
    const diagnosed: string[] = [];
    const fetched: string[] = [];
    await queue.normalise([ID(1), ID(2)]);
    await queue.startWorkers(
      {
        normalise: async (ids) => void normalised.push(...ids),
        diagnose: async (ids) => void diagnosed.push(...ids),
        fetch: async (ids) => void fetched.push(...ids),
      },
      { concurrency: 2 },
    );
    await queue.normalise([ID(3)]);
    await queue.diagnose([{ incidentId: ID(4), revision: 7 }]);
    await queue.fetch([{ incidentId: ID(4), revision: 7 }]);
    await vi.waitFor(() => expect([...normalised].sort()).toEqual([ID(1), ID(2), ID(3)]), 20_000);
    await vi.waitFor(() => expect([diagnosed, fetched]).toEqual([[ID(4)], [ID(4)]]), 20_000);
    await queue.close();
  });

  it('keeps the same work once while it waits, and takes it again when it is done', async () => {
    const producer = await open();
    const requests = [1, 2, 2, 1].map((revision) => ({ incidentId: ID(5), revision }));
    await producer.diagnose(requests);
    await producer.diagnose(requests.slice(0, 1));
    await producer.normalise([ID(6)]);
    const diagnosed: string[] = [];
    const normalised: string[] = [];
    // The second time is held open, so that what is added meanwhile meets a job that is still there.
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const consumer = await open();
    await consumer.startWorkers(
      {
        normalise: async (ids) => {
          normalised.push(...ids);
          if (normalised.length > 1) await held;
        },
        diagnose: async (ids) => void diagnosed.push(...ids),
        fetch: ignored,
      },
      { concurrency: 1 },
    );
    await vi.waitFor(() => expect(diagnosed).toEqual([ID(5), ID(5)]), 20_000);
    await vi.waitFor(() => expect(normalised).toEqual([ID(6)]), 20_000);
    await vi.waitFor(async () => {
      await producer.normalise([ID(6)]);
      expect(normalised).toEqual([ID(6), ID(6)]);
    }, 20_000);
    release();
    await consumer.close();
  });

  it('tries a job again that failed', async () => {
    const queue = await open();
    const attempts: string[] = [];
    const failOnce = async ([id = '']: readonly string[]) => {
      if (attempts.push(id) === 1) throw new Error('the database is away');
    };
    await queue.startWorkers({ normalise: failOnce, diagnose: ignored, fetch: ignored }, { concurrency: 1 });
    await queue.normalise([ID(7)]);
    await vi.waitFor(() => expect(attempts).toEqual([ID(7), ID(7)]), 20_000);
    await queue.close();
  });

  it('takes work again whose attempts are used up', async () => {
    const queue = await open();
    const attempts: string[] = [];
    const giveUp = async (ids: readonly string[]) => {
      attempts.push(...ids);
      // BullMQ tries no further after this error, as after the last attempt.
      throw new UnrecoverableError('not this time');
    };
    await queue.startWorkers({ normalise: giveUp, diagnose: ignored, fetch: ignored }, { concurrency: 1 });
    await vi.waitFor(async () => {
      await queue.normalise([ID(10)]);
      expect(attempts.length).toBeGreaterThan(2);
    }, 20_000);
    await queue.close();
  });

  it('waits for running jobs when it closes', async () => {
    const queue = await open();
    const done: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const started = new Promise<void>((resolve) => {
      void queue
        .startWorkers(
          {
            normalise: async (ids) => {
              resolve();
              await held;
              done.push(...ids);
            },
            diagnose: ignored,
            fetch: ignored,
          },
          { concurrency: 1 },
        )
        .then(() => queue.normalise([ID(8)]));
    });
    await started;
    const closing = queue.close();
    release();
    await closing;
    expect(done).toEqual([ID(8)]);
  });

  it('accepts that there is no work, and answers', async () => {
    const queue = await open();
    await expect(queue.normalise([])).resolves.toBeUndefined();
    await expect(queue.fetch([])).resolves.toBeUndefined();
    await expect(queue.diagnose([])).resolves.toBeUndefined();
    await expect(queue.ping()).resolves.toBeUndefined();
  });
}

describe('on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
  });
  afterAll(() => database.drop());

  behavesLikeAQueue(() => ({ postgresUrl: database.url }));

  it('rejects work when its server is gone, and closes nevertheless', async () => {
    const gone = await createTestDatabase({ empty: true });
    const queue = await openQueue({ connection: { postgresUrl: gone.url }, log });
    await gone.drop();
    await expect(queue.normalise([ID(9)])).rejects.toBeInstanceOf(QueueUnavailable);
    await expect(queue.ping()).rejects.toBeInstanceOf(QueueUnavailable);
    await queue.close();
  });

  it('does not open without a server', async () => {
    const connection = { postgresUrl: `postgres://nobody@127.0.0.1:${await freePort()}/none` };
    await expect(openQueue({ connection, log })).rejects.toBeInstanceOf(QueueUnavailable);
  });
});

const redis = peer('redis-server');

/** BullMQ takes its Redis driver from whoever uses Redis. */
const missing = redis.reason ?? (hasDriver() ? null : 'ioredis is not installed here');

describe.skipIf(missing !== null)(`on Redis${missing ? ` (${missing})` : ''}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis(redis.path ?? '');
  });
  afterAll(() => server.stop());

  behavesLikeAQueue(() => ({ redisUrl: server.url }));

  it('rejects work when its server is gone, and closes nevertheless', async () => {
    const gone = await startRedis(redis.path ?? '');
    const queue = await openQueue({ connection: { redisUrl: gone.url }, log });
    await gone.stop();
    await expect(queue.normalise([ID(9)])).rejects.toBeInstanceOf(QueueUnavailable);
    await expect(queue.ping()).rejects.toBeInstanceOf(QueueUnavailable);
    await queue.close();
  });

  it('does not open without a server', async () => {
    const connection = { redisUrl: `redis://127.0.0.1:${await freePort()}` };
    await expect(openQueue({ connection, log })).rejects.toBeInstanceOf(QueueUnavailable);
  });
});

function hasDriver(): boolean {
  try {
    return createRequire(import.meta.url).resolve('ioredis') !== '';
  } catch {
    return false;
  }
}

interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** A Redis of this spec's own, on the loopback interface, without persistence. */
async function startRedis(program: string): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'pulltrace-redis-'));
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const child: ChildProcess = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      if (child.exitCode === null) {
        const exited = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await exited;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
