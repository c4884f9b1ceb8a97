import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, cp, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../logger/logger.js';
import { canReach } from './account.js';
import { type Binaries, programOf } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type Account, runProgram } from './program.js';

/** Where the server's files really are. */
export interface Home {
  /** A directory of this process' user that the server's account can enter; the database cluster lies inside. */
  readonly directory: string;
  readonly binaries: Binaries;
  /** The file in the data directory that says that its database is elsewhere; null while it is inside. */
  readonly marker: string | null;
}

/** Where root keeps what the server's account cannot reach in place: /root itself is closed to it, for one. */
const SHARED_BASE = '/var/lib/pulltrace';

/** Says in a data directory where its database is. Without it a database there is a left-over. */
const MARKER = 'database-is-elsewhere';

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const makeWritable = async (directory: string): Promise<string> => {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK | constants.X_OK);
    return await realpath(directory);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'directory_not_writable',
      `The data directory ${directory} cannot be written: ${error instanceof Error ? error.message : String(error)}. ` +
        'Choose another with PULLTRACE_DATA_DIR, or set DATABASE_URL.',
      error,
    );
  }
};

/** A copy of the installation that every account can use, made once per version. */
const sharedBinaries = async (binaries: Binaries): Promise<Binaries> => {
  const root = path.join(SHARED_BASE, `postgresql-${binaries.version}`);
  if (!(await exists(root))) {
    const unfinished = await mkdtemp(path.join(SHARED_BASE, 'copying-'));
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    // Whatever mask the packages were installed with.
    await runProgram('chmod', ['-R', 'a+rX', unfinished]);
    // A second starter may have finished the same copy meanwhile: then that one is as good.
    await rename(unfinished, root).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return { ...binaries, root };
};

/**
 * Where a database of this data directory lies when it cannot lie inside. The name follows from the path, so that
 * the next start finds it.
 */
const sharedHome = async (dataDir: string): Promise<string> => {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const directory = path.join(SHARED_BASE, `data-${name}`);
  await makeWritable(directory);
  await chmod(directory, 0o711);
  return directory;
};

/**
 * Decides where the files of a server go. That is the data directory, unless the server runs under another account
 * that cannot enter it: a checkout under /root is closed to every account but root. Then its database and a copy
 * of the programs go under /var/lib/pulltrace, and the data directory keeps a note of it. Opening /root up instead
 * would change what others can see on that machine.
 *
 * @throws EmbeddedPostgresError `directory_not_writable`
 */
export async function chooseHome(
  requested: string,
  account: Account | null,
  installed: Binaries,
  log: Logger,
): Promise<Home> {
  const dataDir = await makeWritable(path.resolve(requested));
  const [reachesData, reachesPrograms] = await Promise.all([
    canReach(account, dataDir),
    canReach(account, programOf(installed, 'postgres')),
  ]);
  if (reachesData && reachesPrograms) return { directory: dataDir, binaries: installed, marker: null };
  if (account === null) return { directory: dataDir, binaries: installed, marker: null };
  await makeWritable(SHARED_BASE);
  await chmod(SHARED_BASE, 0o755);
  const binaries = reachesPrograms ? installed : await sharedBinaries(installed);
  if (reachesData) return { directory: dataDir, binaries, marker: null };
  const directory = await sharedHome(dataDir);
  log.info({}, `the database is in ${directory}: its account cannot enter ${dataDir}`);
  return { directory, binaries, marker: path.join(dataDir, MARKER) };
}

/**
 * Removes a database whose data directory was deleted: somebody asked for a fresh start. Call it only when no
 * server runs there.
 */
export async function discardLeftOver({ directory, marker }: Home): Promise<void> {
  if (marker === null || (await exists(marker))) return;
  await rm(clusterIn(directory), { recursive: true, force: true });
  await writeFile(marker, `${directory}\n`);
}

/** The directory of the database cluster (PostgreSQL's "data directory") in a home. */
export const clusterIn = (directory: string): string => path.join(directory, 'cluster');
