import { chmod, cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../../../../test/support/temporary-directory.js';
import { silentLogger } from '../logger/logger.js';
import { serverAccount } from './account.js';
import { findBinaries, programOf } from './binaries.js';
import { chooseHome } from './home.js';
import { runProgram } from './program.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

/** A directory like /root: only its owner may enter. */
const closedDirectory = async (): Promise<string> => {
  const directory = path.join(await temporaryDirectory(), 'closed');
  await mkdir(directory, { mode: 0o700 });
  return directory;
};

const removeLater = (directory: string): void =>
  onTestFinished(() => rm(directory, { recursive: true, force: true }));

const countTables = async (url: string): Promise<number> => {
  const client = new pg.Client(url);
  await client.connect();
  const { rowCount } = await client.query(`select 1 from pg_tables where tablename = 'kept'`);
  if (rowCount === 0) await client.query('create table kept ()');
  await client.end();
  return rowCount ?? 0;
};

describe('the home of a database', () => {
  it('is the data directory where the account can enter it', async () => {
    const dataDir = await temporaryDirectory();
    const binaries = await findBinaries();
    const account = await serverAccount(silentLogger);
    // A checkout in a closed directory has its programs copied to where the account can enter; that changes their root.
    expect(await chooseHome(dataDir, account, binaries, silentLogger)).toMatchObject({
      directory: dataDir,
      binaries: { version: binaries.version },
      marker: null,
    });
  });
});

describe.skipIf(process.getuid?.() !== 0)('the home of a database of root, under a closed directory', () => {
  it('is elsewhere, is found again, and begins anew with a new data directory', async () => {
    const dataDir = path.join(await closedDirectory(), 'data');
    const tablesAfterStart = async (): Promise<number> => {
      const database = await startEmbeddedPostgres({
        dataDir,
        log: silentLogger,
        settings: { fsync: 'off' },
      });
      onTestFinished(() => database.stop());
      const tables = await countTables(database.url);
      await database.stop();
      return tables;
    };
    expect(await tablesAfterStart()).toBe(0);
    const elsewhere = (await readFile(path.join(dataDir, 'database-is-elsewhere'), 'utf8')).trim();
    removeLater(elsewhere);
    expect(elsewhere).toMatch(/^\/var\/lib\/pulltrace\/data-/);
    expect(await tablesAfterStart()).toBe(1);
    await rm(dataDir, { recursive: true });
    expect(await tablesAfterStart()).toBe(0);
    expect(await readdir(elsewhere)).toContain('cluster-before');
  });

  it('goes when its data directory was a temporary one and is gone', async () => {
    const [first, second] = [await closedDirectory(), await closedDirectory()];
    const account = await serverAccount(silentLogger);
    const binaries = await findBinaries();
    const gone = await chooseHome(first, account, binaries, silentLogger);
    const kept = await chooseHome(second, account, binaries, silentLogger);
    removeLater(kept.directory);
    expect(await stat(gone.directory)).toBeDefined();
    await rm(first, { recursive: true });
    await chooseHome(second, account, binaries, silentLogger);
    await expect(stat(gone.directory)).rejects.toThrow('ENOENT');
    expect(await stat(kept.directory)).toBeDefined();
  });

  it('has a copy of the programs that the account can run', async () => {
    const closed = await closedDirectory();
    const installed = await findBinaries();
    await cp(installed.root, path.join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    await chmod(path.join(closed, 'native', 'bin', 'initdb'), 0o700);
    const account = await serverAccount(silentLogger);
    const unreachable = { root: path.join(closed, 'native'), version: `spec-${process.pid}` };
    const { binaries } = await chooseHome(await temporaryDirectory(), account, unreachable, silentLogger);
    removeLater(binaries.root);
    const ran = await runProgram(programOf(binaries, 'initdb'), ['--version'], { account });
    expect(ran).toEqual({ code: 0, output: expect.stringContaining('PostgreSQL) 18.') });
  });
});
