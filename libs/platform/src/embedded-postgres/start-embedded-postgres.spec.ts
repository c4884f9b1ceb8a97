import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../../../../test/support/temporary-directory.js';
import { silentLogger } from '../logger/logger.js';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.js';

/** What a spec wants to know does not depend on the disk, but for the one about durability. */
const HURRIED = { fsync: 'off' };

const start = async (
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> => {
  const database = await startEmbeddedPostgres({ dataDir, log: silentLogger, settings: HURRIED, ...options });
  onTestFinished(() => database.stop());
  return database;
};

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

const portOf = (url: string): number => Number(new URL(url).port);

describe('an embedded PostgreSQL', () => {
  it('is durable, in UTF-8 and UTC, and listens on the loopback address only', async () => {
    const { url } = await start(await temporaryDirectory(), { settings: {} });
    const names = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'unix_socket_directories',
    ];
    const settings = names.map((name) => `current_setting('${name}')`).join();
    expect(await query(url, `select ${settings}`)).toEqual(['on', 'on', 'on', '127.0.0.1', '']);
    expect(
      await query(url, `select current_setting('server_encoding'), current_setting('timezone')`),
    ).toEqual(['UTF8', 'UTC']);
    expect(await query(url, 'select current_database(), current_user')).toEqual(['pulltrace', 'pulltrace']);
  });

  it('demands a password that is different for every database and readable by its account only', async () => {
    const dataDir = await temporaryDirectory();
    const [one, other] = [await start(dataDir), await start(await temporaryDirectory())];
    const wrong = new URL(one.url);
    wrong.password = new URL(other.url).password;
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const file = path.join(dataDir, 'cluster', 'pulltrace-password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).not.toContainEqual(expect.stringMatching(/unfinished|\.password$/));
  });

  it('keeps its data and its port over a restart', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await query(first.url, 'create table kept as select 7 as n');
    await first.stop();
    const second = await start(dataDir);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select n from kept')).toEqual([7]);
  });

  it('takes another port when its last one is in use, and fails when that one was demanded', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await first.stop();
    const squatter = createServer().listen(portOf(first.url), '127.0.0.1');
    onTestFinished(() => void squatter.close());
    const second = await start(dataDir);
    expect(portOf(second.url)).not.toBe(portOf(first.url));
    await second.stop();
    await expect(start(dataDir, { port: portOf(first.url) })).rejects.toMatchObject({ code: 'port_taken' });
  });

  it('refuses a data directory on which another instance runs, and leaves that one alone', async () => {
    const dataDir = await temporaryDirectory();
    const { url } = await start(dataDir);
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining(`started by process ${process.pid}`),
    });
    expect(await query(url, 'select 1')).toEqual([1]);
  });

  it('gives one of two that start at once the database and refuses the other', async () => {
    const dataDir = await temporaryDirectory();
    const outcomes = await Promise.allSettled([start(dataDir), start(dataDir)]);
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const losers = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    );
    expect(losers).toEqual(['in_use']);
    expect(await query(winners[0]?.url ?? '', 'select 1')).toEqual([1]);
  });

  it('says when the directory cannot be made', async () => {
    const file = path.join(await temporaryDirectory(), 'a-file');
    await writeFile(file, '');
    await expect(start(path.join(file, 'data'))).rejects.toMatchObject({ code: 'directory_not_writable' });
  });

  it('clears away what an interrupted first start left, but nothing that may still be in the making', async () => {
    const dataDir = await temporaryDirectory();
    await mkdir(path.join(dataDir, 'unfinished-old'));
    await mkdir(path.join(dataDir, 'unfinished-new'));
    await utimes(path.join(dataDir, 'unfinished-old'), 0, 0);
    await start(dataDir);
    expect(await readdir(dataDir)).toContain('unfinished-new');
    expect(await readdir(dataDir)).not.toContain('unfinished-old');
  });

  it('leaves the handling of signals and of the exit to this process', async () => {
    const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit', 'beforeExit'];
    const counts = (): readonly number[] => events.map((event) => process.listenerCount(event));
    const before = counts();
    await start(await temporaryDirectory());
    expect(counts()).toEqual(before);
  });

  it('is started again on the same address when it is killed, and has lost nothing', async () => {
    const dataDir = await temporaryDirectory();
    const { url, stop } = await start(dataDir);
    await query(url, 'create table kept as select 7 as n');
    const pid = Number.parseInt(await readFile(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => query(url, 'select n from kept').catch(() => []), { timeout: 20_000 })
      .toEqual([7]);
    await stop();
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('can be stopped twice', async () => {
    const database = await start(await temporaryDirectory());
    await Promise.all([database.stop(), database.stop()]);
    await expect(query(database.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
