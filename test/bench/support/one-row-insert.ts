import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchDatabase } from './bench-database.js';
import type { SampleDelivery } from './github-delivery.js';

/** The table that `pgbench` fills: the columns, defaults, checks and indexes of the service's own. */
export const TABLE = 'pgbench_delivery';

export async function createTable(database: BenchDatabase): Promise<void> {
  await database.query(`create table ${TABLE} (like delivery including all)`);
}

/** Writes a `pgbench` script that inserts one delivery with this body. Answers its path. */
export async function insertScript(database: BenchDatabase, sample: SampleDelivery): Promise<string> {
  const headers = JSON.stringify(sample.headers).replaceAll("'", "''");
  const sql = `insert into ${TABLE} (id, source, provider, event, delivery_id, received_at, signed, headers, body)
    values (gen_random_uuid(), 'github', 'github', '${sample.name}', gen_random_uuid()::text, now(), true,
      '${headers}', '\\x${sample.body.toString('hex')}');`;
  const file = path.join(database.directory, `${sample.name}.sql`);
  // pgbench takes a line for a statement's part and a colon with a name for a variable of its own.
  await writeFile(file, `${sql.replaceAll('\n', ' ')}\n`);
  return file;
}
