import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where a running process can be reached, for the commands of the same person on the same machine. */
export interface Instance {
  readonly url: string;
  readonly pid: number;
  readonly readToken: string;
  /** The database it uses. */
  readonly databaseUrl: string;
}

const FILE = 'instance.json';

/** Writes the file for its owner alone, because it holds credentials. */
export function writeInstance(dataDir: string, instance: Instance): void {
  writeFileSync(path.join(dataDir, FILE), `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600 });
}

/** What the last process on the data directory wrote; `null` when it ended cleanly or never ran. */
export function readInstance(dataDir: string): Instance | null {
  try {
    const read = JSON.parse(readFileSync(path.join(dataDir, FILE), 'utf8')) as Partial<Instance> | null;
    const { url, pid, readToken, databaseUrl } = read ?? {};
    if (typeof url !== 'string' || typeof pid !== 'number') return null;
    if (typeof readToken !== 'string' || typeof databaseUrl !== 'string') return null;
    return { url, pid, readToken, databaseUrl };
  } catch {
    return null;
  }
}

/** For a process that ends. */
export function removeInstance(dataDir: string): void {
  rmSync(path.join(dataDir, FILE), { force: true });
}
