import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger/logger.js';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureCluster, readPassword, urlOf } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { chooseHome, type Home, putLeftOverAside } from './home.js';
import { freeLoopbackPort } from './loopback-port.js';
import { claimCluster, clusterIn, ensureNotRunning } from './postmaster-file.js';
import type { Account } from './program.js';
import { isRemains, type ServerProcess, startServer } from './server-process.js';
import { SERVER_SETTINGS } from './settings.js';
import { superviseServer } from './supervise-server.js';

export interface EmbeddedPostgresOptions {
  /** Where the database is kept; made when absent. A relative path counts from the current directory. */
  readonly dataDir: string;
  /** The server's own lines are logged at `debug`. */
  readonly log: Logger;
  /** A fixed port on 127.0.0.1. By default any free one, and the same again at the next start if it is still free. */
  readonly port?: number;
  /** Server settings instead of ours, e.g. to give durability up for speed in a test. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running database of this process. */
export interface EmbeddedPostgres {
  /** `postgresql://…@127.0.0.1:<port>/pulltrace`, with the password of a superuser. */
  readonly url: string;
  /** Shuts the server down; everything committed is on disk afterwards. */
  stop(): Promise<void>;
}

/** Between looking for a free port and binding it, another process may take it: then look again. */
const PORT_ATTEMPTS = 5;
/** Processes of a server that was killed need a moment to notice. */
const REMAINS_ATTEMPTS = 40;
const REMAINS_PAUSE_MS = 100;

interface Placed {
  readonly home: Home;
  readonly account: Account | null;
}

const portFile = (home: Home): string => path.join(home.directory, 'port');

const choosePort = async (home: Home, fixed: number | undefined): Promise<number> => {
  if (fixed !== undefined) return fixed;
  const last = Number(await readFile(portFile(home), 'utf8').catch(() => '')) || 0;
  const port = (await freeLoopbackPort(last)) ?? (await freeLoopbackPort(0));
  if (port === null) throw new EmbeddedPostgresError('port_taken', 'No port on 127.0.0.1 is free.');
  return port;
};

/** Calls `attempt` until it answers, again only after a failure that `passes` and at most `limit` times. */
const retryWhile = async <T>(
  passes: (failure: EmbeddedPostgresError) => boolean,
  limit: number,
  pauseMs: number,
  attempt: () => Promise<T>,
): Promise<T> => {
  for (let left = limit - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !(error instanceof EmbeddedPostgresError) || !passes(error)) throw error;
      await sleep(pauseMs);
    }
  }
};

const portWasTaken = ({ code }: EmbeddedPostgresError): boolean => code === 'port_taken';

const place = async ({ dataDir, log, settings }: EmbeddedPostgresOptions): Promise<Placed> => {
  const account = await serverAccount(log);
  const home = await chooseHome(dataDir, account, await findBinaries(), log);
  const cluster = clusterIn(home.directory);
  await ensureNotRunning(cluster);
  await putLeftOverAside(home);
  await ensureCluster({ home, account, durable: settings?.fsync !== 'off', log });
  await claimCluster(cluster);
  return { home, account };
};

/**
 * Starts a PostgreSQL server of this process on a data directory, and makes the database first when there is none.
 * It listens on 127.0.0.1 only and demands a password that is generated per database. It ends with this process,
 * even with a killed one, and is started again when it ends by itself. As root it runs under the account `postgres`
 * (see `account.ts`), and its files may have to lie elsewhere (see `home.ts`).
 *
 * @throws EmbeddedPostgresError for every expected reason; see its `code`
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const { home, account } = await place(options);
  const startOn = (port: number): Promise<ServerProcess> => {
    const settings = { ...SERVER_SETTINGS, ...options.settings, port: String(port) };
    return retryWhile(isRemains, REMAINS_ATTEMPTS, REMAINS_PAUSE_MS, () =>
      startServer({ home, account, settings, log }),
    );
  };
  const first = await retryWhile(
    portWasTaken,
    options.port === undefined ? PORT_ATTEMPTS : 1,
    0,
    async () => {
      const port = await choosePort(home, options.port);
      return { port, server: await startOn(port) };
    },
  );
  await writeFile(portFile(home), String(first.port));
  const supervised = superviseServer(first.server, () => startOn(first.port), log);
  return { url: urlOf((await readPassword(home)) ?? '', first.port), stop: supervised.stop };
}
