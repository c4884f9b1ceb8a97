import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { MigrationFile } from './migration-files.js';
import { CREATE_LEDGER, LIST_APPLIED, LOCK, noteApplied } from './migrations.sql.js';

/** The database was not made by these files: one of them changed after it was applied. */
export class MigrationConflict extends Error {
  override readonly name = 'MigrationConflict';
}

/**
 * Brings the database up to date and answers the names of what was applied. One process at a time; all in
 * one transaction, so that a failing migration leaves the database as it was. A migration that the files do
 * not know (made by a newer version) is left alone.
 */
export async function migrate(url: string, files: readonly MigrationFile[]): Promise<readonly string[]> {
  // A connection of its own: the pool's statements time out, a migration of a large table may not.
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(LOCK);
    await client.query(CREATE_LEDGER);
    const { rows } = await client.query<{ name: string; checksum: string }>(LIST_APPLIED);
    const pending = pendingOf(files, new Map(rows.map((row) => [row.name, row.checksum])));
    for (const file of pending) await apply(client, file);
    await client.query('commit');
    return pending.map((file) => file.name);
  } finally {
    await client.end();
  }
}

function pendingOf(files: readonly MigrationFile[], applied: ReadonlyMap<string, string>) {
  const changed = files.filter((file) => applied.has(file.name) && applied.get(file.name) !== file.checksum);
  if (changed.length > 0) {
    throw new MigrationConflict(
      `migration ${changed.map((file) => file.name).join(', ')} was changed after it had been applied`,
    );
  }
  return files.filter((file) => !applied.has(file.name));
}

async function apply(client: pg.Client, file: MigrationFile) {
  await client.query(file.sql);
  const { text, values } = noteApplied(randomUUID(), file.name, file.checksum);
  await client.query(text, [...values]);
}
