import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A program of the system that some specs talk to: where it is, or why they do not run. */
export type Peer =
  | { readonly path: string; readonly reason: null }
  | { readonly path: null; readonly reason: string };

/** Debian keeps servers where an ordinary user's PATH does not look. */
const SYSTEM_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/lib/postgresql/15/bin'];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Looks for a program that the machine may or may not have, such as `redis-server`. A spec that needs it runs under
 * `describe.skipIf(peer.path === null)` and has `peer.reason` in its name, so that a report says what did not run
 * and why. With PULLTRACE_REQUIRE_PEERS=1, as in CI, a missing one is an error.
 */
export function peer(program: string): Peer {
  const directories = [...(process.env.PATH ?? '').split(path.delimiter), ...SYSTEM_DIRECTORIES];
  const found = directories.map((directory) => path.join(directory, program)).find(isProgram);
  if (found !== undefined) return { path: found, reason: null };
  const reason = `${program} is not installed here`;
  if (process.env.PULLTRACE_REQUIRE_PEERS === '1') {
    throw new Error(`${reason}, and PULLTRACE_REQUIRE_PEERS=1 asks for it`);
  }
  return { path: null, reason };
}
