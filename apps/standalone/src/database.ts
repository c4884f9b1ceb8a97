import { EmbeddedPostgresError, type Logger, redactSecrets, startEmbeddedPostgres } from '#platform';
import { MigrationConflict, openStore, type Store, StoreUnavailable } from '#store';
import { StartFailure } from './start-failure.js';

/** A migrated store, and the server under it where that is ours. */
export interface OpenDatabase {
  readonly url: string;
  readonly store: Store;
  /** `null` for an external server. */
  readonly stopServer: (() => Promise<void>) | null;
}

/**
 * Opens the database that the environment names, or the embedded one in the data directory.
 *
 * @throws StartFailure when it does not start, does not answer or has foreign migrations
 */
export async function openDatabase(
  externalUrl: string | undefined,
  dataDir: string,
  log: Logger,
): Promise<OpenDatabase> {
  const server = externalUrl === undefined ? await startServer(dataDir, log) : null;
  const url = server?.url ?? externalUrl ?? '';
  const store = await openStore({ url, log });
  try {
    await store.migrate();
  } catch (error) {
    await store.close().catch(() => undefined);
    await server?.stop();
    throw explained(error, url);
  }
  return { url, store, stopServer: server ? () => server.stop() : null };
}

async function startServer(dataDir: string, log: Logger) {
  try {
    return await startEmbeddedPostgres({ dataDir, log });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw new StartFailure(error.message, { cause: error });
    throw error;
  }
}

function explained(error: unknown, url: string): unknown {
  if (error instanceof MigrationConflict) return new StartFailure(error.message, { cause: error });
  if (!(error instanceof StoreUnavailable)) return error;
  const reason = error.cause instanceof Error ? error.cause.message || String(error.cause) : 'no answer';
  return new StartFailure(
    `The database ${redactSecrets(url)} cannot be reached: ${redactSecrets(reason)}. Check DATABASE_URL and that the server runs.`,
    { cause: error },
  );
}
