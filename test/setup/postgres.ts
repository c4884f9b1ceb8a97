import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
// Relative: this runs in Vitest's own process, which resolves `#platform` to what was last built.
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../libs/platform/src/embedded-postgres/index.js';
import { silentLogger } from '../../libs/platform/src/logger/logger.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for the run's database server: answers the URL of a superuser's database. */
    postgresBroker: string;
  }
}

/** A crash of the machine loses the test run anyway. */
const HURRIED = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

const startTemporary = async (): Promise<EmbeddedPostgres> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'pulltrace-test-'));
  // As root the server runs under another account, which has to get in.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, log: silentLogger, settings: HURRIED });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
};

/**
 * One PostgreSQL for a whole run of the tests, started when the first spec asks for it: most runs of a few specs
 * never do. Specs run in processes of their own, so they ask over HTTP. TEST_DATABASE_URL names another server to
 * use instead; its role must be allowed to create databases.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  let server: Promise<EmbeddedPostgres> | undefined;

  const broker = createServer((_request, response) => {
    server ??= external ? Promise.resolve({ url: external, stop: async () => undefined }) : startTemporary();
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  project.provide('postgresBroker', `http://127.0.0.1:${(broker.address() as AddressInfo).port}/`);

  return async () => {
    broker.closeAllConnections();
    await new Promise((resolve) => broker.close(resolve));
    await (await server?.catch(() => undefined))?.stop();
  };
}
