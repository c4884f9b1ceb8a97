import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../logger/logger.js';
import { canReach } from './account.js';
import { type Binaries, programOf } from './binaries.js';
import { exists, makeWritable } from './directory.js';
import { clusterIn } from './postmaster-file.js';
import type { Account } from './program.js';
import { openSharedBase, sharedBinaries, sharedHome } from './shared-base.js';

/** Where the server's files really are. */
export interface Home {
  /** A directory of this process' user that the server's account can enter; the database cluster lies inside. */
  readonly directory: string;
  readonly binaries: Binaries;
  /** The file in the data directory that says that its database is elsewhere; null while it is inside. */
  readonly marker: string | null;
}

/** Says in a data directory where its database is. Without it a database there is a left-over. */
const MARKER = 'database-is-elsewhere';

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
  await openSharedBase();
  const binaries = reachesPrograms ? installed : await sharedBinaries(installed);
  if (reachesData) return { directory: dataDir, binaries, marker: null };
  const directory = await sharedHome(dataDir);
  log.info({}, `the database is in ${directory}: its account cannot enter ${dataDir}`);
  return { directory, binaries, marker: path.join(dataDir, MARKER) };
}

/**
 * Puts a database aside whose data directory was deleted: somebody asked for a fresh start. The last one put aside is
 * kept, because the directory may also be missing for another reason, such as a disk that is not mounted. Call it
 * only when no server runs there.
 */
export async function putLeftOverAside({ directory, marker }: Home): Promise<void> {
  if (marker === null || (await exists(marker))) return;
  if (await exists(clusterIn(directory))) {
    const aside = path.join(directory, 'cluster-before');
    await rm(aside, { recursive: true, force: true });
    await rename(clusterIn(directory), aside);
  }
  await writeFile(marker, `${directory}\n`);
}
