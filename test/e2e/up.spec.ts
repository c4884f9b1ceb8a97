import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type StandaloneSettings, StartFailure, startStandalone, up } from '#app/standalone';
import { readInstance, silentLogger } from '#platform';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let dataDir: string;
let database: TestDatabase | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'pulltrace-up-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await database?.drop();
  database = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

function settings(more: Partial<StandaloneSettings> = {}): StandaloneSettings {
  return {
    dataDir,
    databaseUrl: database?.url,
    redisUrl: undefined,
    configFile: undefined,
    bootstrapToken: undefined,
    host: '127.0.0.1',
    port: 0,
    fresh: false,
    only: 'all',
    ...more,
  };
}

const start = (more: Partial<StandaloneSettings> = {}) => startStandalone(settings(more), silentLogger);
const failure = async (more: Partial<StandaloneSettings>) => {
  const error: unknown = await start(more).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartFailure);
  return (error as StartFailure).message;
};

describe('on an embedded database', () => {
  it('keeps tokens, secrets and data over a restart, and begins anew with --fresh', async () => {
    const report = { repository: 'acme/api', status: 'success', runId: '1' };
    const first = await start();
    const ingest = { authorization: `Bearer ${first.tokens.ingest}` };
    await request(first.url ?? '')
      .post('/v1/builds')
      .set(ingest)
      .send(report)
      .expect(202);
    expect(readInstance(dataDir)).toMatchObject({
      url: first.url,
      pid: process.pid,
      readToken: first.tokens.read,
    });
    expect(statSync(path.join(dataDir, 'instance.json')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(dataDir, 'tokens.json')).mode & 0o777).toBe(0o600);
    expect(await failure({})).toMatch(
      /^Another instance runs on .*: http:\/\/127\.0\.0\.1:\d+ \(process \d+\)/,
    );
    expect(await first.stop()).toBe(true);
    expect(readInstance(dataDir)).toBeNull();

    const second = await start();
    expect(second.tokens).toEqual(first.tokens);
    expect(second.configuration.generated).toBe(false);
    const again = await request(second.url ?? '')
      .post('/v1/builds')
      .set(ingest)
      .send(report)
      .expect(202);
    expect(again.body.duplicate).toBe(true);
    await second.stop();

    const third = await start({ fresh: true });
    expect(third.tokens).not.toEqual(first.tokens);
    await request(third.url ?? '')
      .post('/v1/builds')
      .set(ingest)
      .send(report)
      .expect(401);
    await third.stop();
  });
});

describe('on an external database', () => {
  beforeEach(async () => {
    database = await createTestDatabase({ empty: true });
  });

  it('runs in parts that work together', async () => {
    const api = await start({ only: 'api', bootstrapToken: 'preset-by-the-operator-01' });
    const admin = { authorization: 'Bearer preset-by-the-operator-01' };
    const report = { repository: 'acme/api', status: 'success', runId: '1' };
    const { body } = await request(api.url ?? '')
      .post('/v1/builds')
      .set(admin)
      .send(report)
      .expect(202);
    const state = async () =>
      (
        await request(api.url ?? '')
          .get(`/v1/deliveries/${body.id}`)
          .set(admin)
          .expect(200)
      ).body.state;
    expect(await state()).toBe('stored');
    const worker = await start({ only: 'worker', dataDir: path.join(dataDir, 'worker') });
    expect(worker.url).toBeNull();
    await vi.waitFor(async () => expect(await state()).toBe('processed'), { timeout: 30_000, interval: 50 });
    expect(await worker.stop()).toBe(true);
    expect(await api.stop()).toBe(true);
  });

  it('says when the port is taken, and holds nothing afterwards', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as { port: number };
    expect(await failure({ port })).toBe(
      `Port ${port} on 127.0.0.1 is taken by another process. Choose another with --port.`,
    );
    await new Promise((resolve) => holder.close(resolve));
    const service = await start({ port });
    await service.stop();
  });

  it('does not empty a database that is not its own', async () => {
    expect(await failure({ fresh: true })).toMatch(/DATABASE_URL/);
  });

  it('says that it cannot be reached without telling its password', async () => {
    const message = await failure({ databaseUrl: 'postgresql://app:hunter2@127.0.0.1:1/none' });
    expect(message).toMatch(
      /^The database postgresql:\/\/app:\[redacted\]@127\.0\.0\.1:1\/none cannot be reached: .*ECONNREFUSED/,
    );
    expect(await failure({ redisUrl: 'redis://127.0.0.1:1' })).toMatch(/REDIS_URL/);
  });
});

describe('the command', () => {
  /** Runs `up` until it has printed something, and lets a signal end it. */
  async function run(environment: Record<string, string>) {
    for (const [name, value] of Object.entries({
      PULLTRACE_DATA_DIR: dataDir,
      PULLTRACE_LOG_LEVEL: 'silent',
      ...environment,
    })) {
      vi.stubEnv(name, value);
    }
    let answered = '';
    let complained = '';
    const output = {
      answer: (text: string) => {
        answered += text;
        setImmediate(() => process.emit('SIGTERM', 'SIGTERM'));
      },
      complain: (text: string) => {
        complained += text;
      },
      terminal: false,
    };
    const before = new Map(
      ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, process.listeners(signal as 'SIGINT')]),
    );
    const code = await up({ host: '127.0.0.1', port: 0, fresh: false, only: 'all' }, output);
    for (const [signal, listeners] of before) {
      for (const added of process.listeners(signal as 'SIGINT').filter((one) => !listeners.includes(one)))
        process.off(signal, added);
    }
    return { code, answered, complained };
  }

  it('prints the address, the ingest token and the sources, shows secrets once, and ends cleanly', async () => {
    database = await createTestDatabase({ empty: true });
    const first = await run({ DATABASE_URL: database.url });
    expect(first.code).toBe(0);
    expect(first.complained).toBe('');
    expect(first.answered).toMatch(/Page\s+http:\/\/127\.0\.0\.1:\d+\/#token=pt_read_/);
    const token = /Ingest token\s+(pt_ingest_[\w-]{43})/.exec(first.answered)?.[1];
    const secret = /github\s+http:\S+\/v1\/hooks\/github\s+secret ([\w-]{43})/.exec(first.answered)?.[1];
    expect(readFileSync(path.join(dataDir, 'pulltrace.yaml'), 'utf8')).toContain(secret);
    const second = await run({ DATABASE_URL: database.url });
    expect(second.answered).toContain(token);
    expect(second.answered).not.toContain(secret);
  });

  it.each([
    [{ DATABASE_URL: 'postgresql://127.0.0.1:1/none' }, /cannot be reached/],
    [{ PULLTRACE_BOOTSTRAP_TOKEN: 'short' }, /at least 24/],
    [{ PULLTRACE_CONFIG: '/nowhere/pulltrace.yaml' }, /\/nowhere\/pulltrace\.yaml cannot be read/],
    [{ PULLTRACE_LOG_LEVEL: 'loud' }, /PULLTRACE_LOG_LEVEL/],
    [{ PULLTRACE_DATA_DIR: '/dev/null/data' }, /cannot be written/],
  ])('exits 1 with a sentence for %j', async (environment, sentence) => {
    const { code, answered, complained } = await run(environment);
    expect(code).toBe(1);
    expect(answered).toBe('');
    expect(complained).toMatch(sentence);
    expect(complained).not.toContain('    at ');
  });
});
