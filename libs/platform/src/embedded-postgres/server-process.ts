import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Logger } from '../logger/logger.js';
import { programOf } from './binaries.js';
import { EmbeddedPostgresError, type EmbeddedPostgresFailure } from './embedded-postgres-error.js';
import type { Home } from './home.js';
import { clusterIn } from './postmaster-file.js';
import { type Account, PROGRAM_ENV } from './program.js';

/** A fast shutdown takes well under a second; one that takes this long is ended without its checkpoint. */
const PATIENCE_MS = 30_000;
const KEPT_LINES = 20;

const READY = 'database system is ready to accept connections';

const REMAINS = /pre-existing shared memory block/;

/** What the server's last words mean. Anything else is `start_failed`. */
const LAST_WORDS: readonly { readonly code: EmbeddedPostgresFailure; readonly says: RegExp }[] = [
  { code: 'port_taken', says: /could not bind/ },
  { code: 'in_use', says: /lock file "postmaster\.pid" already exists/ },
  { code: 'in_use', says: REMAINS },
];

/** Whether a start failed only because processes of a killed server have not noticed yet that it is gone. */
export const isRemains = ({ message }: EmbeddedPostgresError): boolean => REMAINS.test(message);

/** A server that accepts connections. */
export interface ServerProcess {
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it with a fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

interface Start {
  readonly home: Home;
  readonly account: Account | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: Logger;
}

const spawnServer = ({ home, account, settings }: Start): ChildProcess => {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(programOf(home.binaries, 'postgres'), ['-D', clusterIn(home.directory), ...flags], {
    cwd: '/',
    env: PROGRAM_ENV,
    // A group of its own: Ctrl-C in a terminal goes to the whole group, and the server must outlive its users.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
};

/**
 * A small shell that holds the other end of a pipe from this process. When this process ends, however it ends, the
 * pipe closes and the shell shuts the server down; a line through the pipe lets it go in peace.
 */
const leash = (server: number, account: Account | null): { release(): void } => {
  const shell = spawn('/bin/sh', ['-c', 'read -r _ || kill -INT "$1"', 'sh', String(server)], {
    cwd: '/',
    env: PROGRAM_ENV,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...account,
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as Socket).unref();
  return { release: () => shell.stdin.end('\n') };
};

/** Waits until the server is ready or has ended, and passes its lines on to the log all its life. */
const untilReady = (child: ChildProcess, ended: Promise<void>, log: Logger): Promise<void> =>
  new Promise((resolve, reject) => {
    const lines: string[] = [];
    if (child.stderr === null) throw new Error('the server was spawned without its stderr');
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.debug({ from: 'postgres' }, line);
      if (lines.push(line) > KEPT_LINES) lines.shift();
      if (line.includes(READY)) resolve();
    });
    child.once('error', (error) => {
      reject(
        new EmbeddedPostgresError(
          'binaries_unusable',
          `PostgreSQL cannot be run here: ${error.message}`,
          error,
        ),
      );
    });
    void ended.then(() => {
      const words = lines.join('\n');
      const code = LAST_WORDS.find(({ says }) => says.test(words))?.code ?? 'start_failed';
      reject(new EmbeddedPostgresError(code, `PostgreSQL ended while it started: ${words}`));
    });
  });

/**
 * Starts a server and waits until it accepts connections. It does not keep this process alive, and it ends with it.
 *
 * @throws EmbeddedPostgresError `port_taken`, `in_use`, `binaries_unusable`, `start_failed`
 */
export async function startServer(start: Start): Promise<ServerProcess> {
  const child = spawnServer(start);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const held = child.pid === undefined ? null : leash(child.pid, start.account);
  void ended.then(() => held?.release());
  await untilReady(child, ended, start.log);
  child.unref();
  (child.stderr as Socket).unref();
  return {
    ended,
    stop: async () => {
      child.ref();
      child.kill('SIGINT');
      const impatient = setTimeout(() => child.kill('SIGQUIT'), PATIENCE_MS);
      await ended;
      clearTimeout(impatient);
    },
  };
}
