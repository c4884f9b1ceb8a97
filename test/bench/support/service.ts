import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot, readInstance } from '#platform';
import type { BenchDatabase } from './bench-database.js';
import { startChild } from './child.js';

export interface ServiceSettings {
  readonly database: BenchDatabase;
  /** Which part of the service the process holds. */
  readonly only: 'all' | 'api';
  /** The text of `pulltrace.yaml`. */
  readonly configuration: string;
}

/** The service in a process of its own. */
export interface Service {
  readonly url: string;
  /** A token with the scope `admin`, which includes the others. */
  readonly token: string;
  stop(): Promise<void>;
}

const TOKEN = 'measured-and-thrown-away-0001';

/**
 * Starts `pulltrace up` on a free port.
 *
 * @throws when it does not start; why is on the error output
 */
export async function startService({ database, only, configuration }: ServiceSettings): Promise<Service> {
  const dataDir = path.join(database.directory, 'service');
  await mkdir(dataDir, { recursive: true });
  const file = path.join(database.directory, 'pulltrace.yaml');
  await writeFile(file, configuration);
  const main = path.join(packageRoot(), 'dist', 'apps', 'cli', 'src', 'main.js');
  const child = await startChild(main, ['up', '--port', '0', '--only', only], {
    DATABASE_URL: database.url,
    PULLTRACE_DATA_DIR: dataDir,
    PULLTRACE_CONFIG: file,
    PULLTRACE_BOOTSTRAP_TOKEN: TOKEN,
    PULLTRACE_LOG_LEVEL: 'warn',
  });
  const instance = readInstance(dataDir);
  if (!instance) throw new Error('the service does not say where it listens');
  return { url: instance.url, token: TOKEN, stop: () => child.stop() };
}
