import { createHash } from 'node:crypto';
import { chmod, cp, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import { exists, makeWritable } from './directory.js';
import { clusterIn, hasLiveOwner } from './postmaster-file.js';
import { runProgram } from './program.js';

/** Where root keeps what the server's account cannot reach in place: /root itself is closed to it, for one. */
const SHARED_BASE = '/var/lib/pulltrace';

/** Says in a home which data directory it belongs to. */
const BELONGS_TO = 'data-directory';

/**
 * Makes the place for shared files, open to all accounts.
 *
 * @throws EmbeddedPostgresError `directory_not_writable`
 */
export async function openSharedBase(): Promise<void> {
  await makeWritable(SHARED_BASE);
  await chmod(SHARED_BASE, 0o755);
}

/** A copy of the installation that every account can use, made once per version. */
export async function sharedBinaries(binaries: Binaries): Promise<Binaries> {
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
}

/**
 * Homes of data directories that lay among the system's temporary files and are gone: tests and trials leave these.
 * A data directory elsewhere may come back, with its disk for instance, so its home stays.
 */
const removeTemporary = async (): Promise<void> => {
  const temporary = `${await realpath(tmpdir())}${path.sep}`;
  for (const name of await readdir(SHARED_BASE)) {
    const directory = path.join(SHARED_BASE, name);
    const dataDir = await readFile(path.join(directory, BELONGS_TO), 'utf8').catch(() => null);
    if (dataDir === null || !dataDir.startsWith(temporary) || (await exists(dataDir))) continue;
    if (await hasLiveOwner(clusterIn(directory))) continue;
    await rm(directory, { recursive: true, force: true });
  }
};

/**
 * Where the database of a data directory lies when it cannot lie inside. The name follows from the path, so that the
 * next start finds it.
 */
export async function sharedHome(dataDir: string): Promise<string> {
  await removeTemporary();
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const directory = path.join(SHARED_BASE, `data-${name}`);
  await makeWritable(directory);
  await chmod(directory, 0o711);
  await writeFile(path.join(directory, BELONGS_TO), dataDir);
  return directory;
}
