import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../../../../test/support/temporary-directory.js';
import { silentLogger } from '../logger/logger.js';
import { serverAccount } from './account.js';
import { runProgram } from './program.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

const SCRIPT = path.resolve(import.meta.dirname, '../../../../test/support/start-embedded-postgres.mjs');

const startElsewhere = async (dataDir: string): Promise<{ owner: ChildProcess; url: string }> => {
  const owner = spawn(process.execPath, [SCRIPT, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, as in a terminal.
    detached: true,
  });
  onTestFinished(async () => {
    owner.kill('SIGKILL');
    await serverGone(dataDir);
  });
  const [chunk] = await once(owner.stdout ?? owner, 'data');
  return { owner, url: String(chunk).trim() };
};

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows.flat();
};

const serverOf = async (dataDir: string): Promise<number> =>
  Number.parseInt(await readFile(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);

/** A server that is still ending writes into the directory that the test is about to remove. */
const serverGone = async (dataDir: string): Promise<void> => {
  const server = await serverOf(dataDir).catch(() => null);
  if (server !== null) await expect.poll(() => isAlive(server), { timeout: 20_000 }).toBe(false);
};

const childrenOf = async (pid: number | undefined): Promise<readonly number[]> => {
  const { output } = await runProgram('ps', ['-eo', 'pid=,ppid=']);
  const pairs = output.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []));
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const restart = async (dataDir: string): Promise<string> => {
  const database = await startEmbeddedPostgres({ dataDir, log: silentLogger, settings: { fsync: 'off' } });
  onTestFinished(() => database.stop());
  return database.url;
};

describe('a database whose owner gets Ctrl-C', () => {
  it('goes on until the owner is done with it', async () => {
    const dataDir = await temporaryDirectory();
    const { owner, url } = await startElsewhere(dataDir);
    process.kill(-(owner.pid ?? 0), 'SIGINT');
    expect(await query(url, 'select pg_sleep(0.5)')).toHaveLength(1);
    expect(await query(url, 'select 1')).toEqual([1]);
  });
});

describe('a database whose owner was killed', () => {
  it('is shut down, so that nothing is left running', async () => {
    const dataDir = await temporaryDirectory();
    const { owner } = await startElsewhere(dataDir);
    const server = await serverOf(dataDir);
    owner.kill('SIGKILL');
    await expect.poll(() => isAlive(server), { timeout: 20_000 }).toBe(false);
  });

  it('is taken over at once by the next start, with everything that was committed', async () => {
    const dataDir = await temporaryDirectory();
    const { owner, url } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 7 as n');
    owner.kill('SIGKILL');
    await once(owner, 'close');
    expect(await query(await restart(dataDir), 'select n from kept')).toEqual([7]);
  });

  it('is recovered when the server and everything around it were killed too', async () => {
    const dataDir = await temporaryDirectory();
    const { owner, url } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 7 as n');
    const family = await childrenOf(owner.pid);
    owner.kill('SIGSTOP');
    for (const pid of family) process.kill(pid, 'SIGKILL');
    owner.kill('SIGKILL');
    await once(owner, 'close');
    expect(await query(await restart(dataDir), 'select n from kept')).toEqual([7]);
  });

  it('is shut down by the next start when it survived', async () => {
    const dataDir = await temporaryDirectory();
    const { owner, url } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 7 as n');
    const server = await serverOf(dataDir);
    owner.kill('SIGSTOP');
    for (const pid of await childrenOf(owner.pid)) if (pid !== server) process.kill(pid, 'SIGKILL');
    owner.kill('SIGKILL');
    await once(owner, 'close');
    expect(isAlive(server)).toBe(true);
    expect(await query(await restart(dataDir), 'select n from kept')).toEqual([7]);
    expect(isAlive(server)).toBe(false);
  });

  it('starts although its lock file names a process that is by now another program', async () => {
    const dataDir = await temporaryDirectory();
    const { owner, url } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 7 as n');
    const file = path.join(dataDir, 'cluster', 'postmaster.pid');
    const lock = await readFile(file, 'utf8');
    owner.kill('SIGTERM');
    await expect.poll(() => readFile(file, 'utf8').catch(() => null), { timeout: 20_000 }).toBeNull();
    const bystander = spawn('sleep', ['600'], {
      cwd: '/',
      stdio: 'ignore',
      ...(await serverAccount(silentLogger)),
    });
    onTestFinished(() => void bystander.kill());
    await writeFile(file, lock.replace(/^\d+/, String(bystander.pid)));
    expect(await query(await restart(dataDir), 'select n from kept')).toEqual([7]);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
  });
});
