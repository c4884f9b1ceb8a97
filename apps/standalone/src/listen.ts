import type { ListenAddress } from '#app/api';
import { StartFailure } from './start-failure.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another process. Choose another with --port',
  EACCES: 'may not be used by this account. Choose one above 1023 with --port',
  EADDRNOTAVAIL: 'is not an address of this machine. Choose another with --host',
  ENOTFOUND: 'is not an address of this machine. Choose another with --host',
};

/** Turns what Node says when it cannot listen into a sentence; other errors stay what they are. */
export function explainListening(error: unknown, { host, port }: ListenAddress): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  return reason ? new StartFailure(`Port ${port} on ${host} ${reason}.`, { cause: error }) : error;
}
