import { silentLogger } from '#platform';
import type { Store } from '#store';
import { CommandFailure } from '../failure.js';
import { findDatabase } from './server-address.js';

/**
 * Runs work on the database itself, for what no API token may do. The store is loaded here, so that
 * other commands start without it.
 *
 * @throws CommandFailure when no database is known or it does not answer
 */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const url = findDatabase();
  const { openStore, StoreUnavailable } = await import('#store');
  const store = await openStore({ url, poolSize: 1, log: silentLogger });
  try {
    await store.migrate();
    return await work(store);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandFailure('The database cannot be reached.');
    throw error;
  } finally {
    await store.close();
  }
}
