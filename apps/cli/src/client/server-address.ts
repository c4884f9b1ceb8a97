import { environmentVariable, readInstance } from '#platform';
import { CommandFailure } from '../failure.js';

/** Where the running service is and what lets us in. */
export interface ServerAddress {
  readonly url: string;
  readonly token: string | undefined;
}

/** The data directory that a local instance uses. */
const dataDirectory = () => environmentVariable('PULLTRACE_DATA_DIR') ?? '.pulltrace';

/**
 * PULLTRACE_URL and PULLTRACE_TOKEN, or the instance that runs on the data directory.
 *
 * @throws CommandFailure when there is neither
 */
export function findServer(): ServerAddress {
  const url = environmentVariable('PULLTRACE_URL');
  const token = environmentVariable('PULLTRACE_TOKEN');
  const instance = readInstance(dataDirectory());
  if (url !== undefined) return { url, token };
  if (instance) return { url: instance.url, token: token ?? instance.readToken };
  throw new CommandFailure(
    'No server is known: start one with `pulltrace up`, or set PULLTRACE_URL and PULLTRACE_TOKEN.',
  );
}

/**
 * DATABASE_URL, or the database of the instance that runs on the data directory.
 *
 * @throws CommandFailure when there is neither
 */
export function findDatabase(): string {
  const url = environmentVariable('DATABASE_URL') ?? readInstance(dataDirectory())?.databaseUrl;
  if (url !== undefined) return url;
  throw new CommandFailure(
    'No database is known: start the service with `pulltrace up`, or set DATABASE_URL.',
  );
}
