import type { Logger } from '../logger/logger.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type Account, runProgram } from './program.js';

const NAME = 'postgres';

const lookUp = async (): Promise<Account | null> => {
  const [uid, gid] = await Promise.all([runProgram('id', ['-u', NAME]), runProgram('id', ['-g', NAME])]);
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { uid: Number(uid.output), gid: Number(gid.output) };
};

/**
 * Who PostgreSQL has to run as: null means this process' own user. PostgreSQL refuses to run as root, so root gets the
 * system account `postgres`, which is made when there is none. It must have a name: initdb looks its user up.
 *
 * @throws EmbeddedPostgresError `no_account`
 */
export async function serverAccount(log: Logger): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp();
  if (existing !== null) return existing;
  const made = await runProgram('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    NAME,
  ]);
  const account = await lookUp();
  if (account === null) {
    throw new EmbeddedPostgresError(
      'no_account',
      `PostgreSQL does not run as root, and the account "${NAME}" could not be made (${made.output}). ` +
        'Run as another user, or set DATABASE_URL to a database of your own.',
    );
  }
  log.info({}, `made the system account "${NAME}": PostgreSQL does not run as root`);
  return account;
}

/** Whether `account` can enter the directory, or run the program, at `path`: asked of the system itself. */
export const canReach = async (account: Account | null, path: string): Promise<boolean> =>
  (await runProgram('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { account })).code === 0;
