import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram } from './program.js';

const POLL_MS = 50;
/** A fast shutdown writes a checkpoint first; this is far more than one of a small database takes. */
const SHUTDOWN_MS = 30_000;

const postmasterFile = (cluster: string): string => path.join(cluster, 'postmaster.pid');

/** The directory of the database cluster (PostgreSQL's "data directory") in a home. */
export const clusterIn = (directory: string): string => path.join(directory, 'cluster');

/** The process that started the server, in a file of ours beside the cluster. */
const ownerFile = (cluster: string): string => `${cluster}.owner`;

const readNumber = (file: string): Promise<number | null> =>
  readFile(file, 'utf8').then(
    (text) => Number.parseInt(text, 10) || null,
    () => null,
  );

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The command line of a process, null where it cannot be had. */
const commandOf = async (pid: number): Promise<string | null> => {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (fromProc !== null) return fromProc;
  const listed = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return listed.code === 0 ? listed.output : null;
};

/** Whether a live process is something else than a server of this cluster: numbers are used again. */
const isSomethingElse = async (pid: number, cluster: string): Promise<boolean> => {
  const command = await commandOf(pid);
  return command !== null && !command.includes(cluster);
};

/**
 * PostgreSQL refuses to start while the process that its lock file names is alive, even if that is by now some
 * other program of the same user. The file may not simply go: it also names the shared memory by which a new server
 * recognises remaining processes of the old one. So it is made to name us: a server passes over its own parent
 * (CreateLockFile in PostgreSQL's miscinit.c).
 */
async function disarmStaleLock(cluster: string): Promise<void> {
  const file = postmasterFile(cluster);
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, [String(process.pid), ...rest].join('\n'));
}

/** Whether the process that last started a server of the cluster is still there. */
export async function hasLiveOwner(cluster: string): Promise<boolean> {
  const owner = await readNumber(ownerFile(cluster));
  return owner !== null && isAlive(owner);
}

/** Remembers that this process starts the server of the cluster. */
export const claimCluster = (cluster: string): Promise<void> =>
  writeFile(ownerFile(cluster), String(process.pid));

/**
 * Makes sure that no server runs on the cluster. One whose owner lives belongs to another instance; one whose owner
 * was killed is shut down, or is shutting down already.
 *
 * @throws EmbeddedPostgresError `in_use`
 */
export async function ensureNotRunning(cluster: string): Promise<void> {
  const server = await readNumber(postmasterFile(cluster));
  if (server === null || !isAlive(server)) return;
  if (await isSomethingElse(server, cluster)) return disarmStaleLock(cluster);
  const owner = await readNumber(ownerFile(cluster));
  const inUse = (detail: string): EmbeddedPostgresError =>
    new EmbeddedPostgresError(
      'in_use',
      `Another PostgreSQL (process ${server}) runs on ${cluster}, ${detail}. ` +
        'Stop that instance first, or choose another data directory with PULLTRACE_DATA_DIR.',
    );
  if (owner !== null && isAlive(owner)) throw inUse(`started by process ${owner}`);
  process.kill(server, 'SIGINT');
  for (let waited = 0; isAlive(server); waited += POLL_MS) {
    if (waited >= SHUTDOWN_MS) throw inUse('and does not shut down');
    await sleep(POLL_MS);
  }
}
