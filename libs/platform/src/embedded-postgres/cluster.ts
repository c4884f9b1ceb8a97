import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../logger/logger.js';
import { programOf } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Home } from './home.js';
import { clusterIn } from './postmaster-file.js';
import { type Account, type ProgramResult, runProgram } from './program.js';

/** The superuser of the cluster and the one database in it have the same name. */
const NAME = 'pulltrace';

const UNFINISHED = 'unfinished-';
const ABANDONED_MS = 10 * 60_000;

const passwordFile = (cluster: string): string => path.join(cluster, 'pulltrace-password');

const demand = (result: ProgramResult, what: string): void => {
  if (result.code === 0) return;
  const code = result.code === null || result.code === 127 ? 'binaries_unusable' : 'start_failed';
  throw new EmbeddedPostgresError(code, `PostgreSQL's ${what} failed: ${result.output}`);
};

const writePrivate = async (file: string, text: string, account: Account | null): Promise<void> => {
  await writeFile(file, text, { mode: 0o600 });
  if (account !== null) await chown(file, account.uid, account.gid);
};

/** Remains of starts that were killed while they initialised; another start may be at it right now. */
const removeAbandoned = async (directory: string): Promise<void> => {
  for (const name of await readdir(directory)) {
    const entry = path.join(directory, name);
    if (!name.startsWith(UNFINISHED)) continue;
    const age = Date.now() - (await stat(entry)).mtimeMs;
    if (age > ABANDONED_MS) await rm(entry, { recursive: true, force: true });
  }
};

/** The byte-order collation of PostgreSQL's own provider sorts alike on every machine and knows all of Unicode. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** How a cluster is made. */
interface Making {
  readonly home: Home;
  readonly account: Account | null;
  /** Whether to wait until the new files are on the disk. */
  readonly durable: boolean;
  readonly log: Logger;
}

const initialise = async ({ home, account, durable }: Making, unfinished: string): Promise<void> => {
  const password = randomBytes(24).toString('base64url');
  // initdb wants its directory empty, so the password waits in a file of its own beside it.
  const secret = `${unfinished}.password`;
  await writePrivate(secret, password, account);
  try {
    const flags = [
      `--pgdata=${unfinished}`,
      `--username=${NAME}`,
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
    ];
    const waiting = durable ? [] : ['--no-sync'];
    const initdb = programOf(home.binaries, 'initdb');
    demand(await runProgram(initdb, [...flags, ...LOCALE, ...waiting], { account }), 'initdb');
  } finally {
    await rm(secret, { force: true });
  }
  const server = programOf(home.binaries, 'postgres');
  const single = ['--single', '-D', unfinished, ...(durable ? [] : ['-c', 'fsync=off']), 'postgres'];
  const input = `CREATE DATABASE ${NAME};\n`;
  demand(await runProgram(server, single, { account, input }), 'single-user mode');
  await writePrivate(passwordFile(unfinished), password, account);
};

/**
 * Makes the cluster of a home when there is none. It is made under another name and renamed when it is complete, so
 * a start that was interrupted leaves none behind.
 *
 * @throws EmbeddedPostgresError `binaries_unusable`, `start_failed`
 */
export async function ensureCluster(making: Making): Promise<void> {
  const { home, account, log } = making;
  const cluster = clusterIn(home.directory);
  if ((await readPassword(home)) !== null) return;
  await removeAbandoned(home.directory);
  log.info({}, `initialising a database in ${cluster}`);
  const unfinished = await mkdtemp(path.join(home.directory, UNFINISHED));
  try {
    if (account !== null) await chown(unfinished, account.uid, account.gid);
    await initialise(making, unfinished);
    await rename(unfinished, cluster).catch(async (error: unknown) => {
      // Another start was quicker: its cluster is as good.
      if ((await readPassword(home)) === null) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The superuser's password, or null while the home has no cluster. */
export const readPassword = (home: Home): Promise<string | null> =>
  readFile(passwordFile(clusterIn(home.directory)), 'utf8').catch(() => null);

/** A connection string for the database. */
export const urlOf = (password: string, port: number): string =>
  `postgresql://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
