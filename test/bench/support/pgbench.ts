import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface PgbenchSettings {
  /** Path of the program. */
  readonly program: string;
  readonly databaseUrl: string;
  /** Script file. */
  readonly script: string;
  readonly clients: number;
  readonly seconds: number;
}

const RATE = /^tps = ([\d.]+)/m;

/** Runs a script without vacuum, from one thread (`-j 1`), and answers transactions per second. */
export async function runPgbench(settings: PgbenchSettings): Promise<number> {
  const { program, databaseUrl, script, clients, seconds } = settings;
  const options = ['-n', '-f', script, '-c', String(clients), '-j', '1', '-T', String(seconds)];
  const { stdout } = await execute(program, [...options, databaseUrl]);
  const rate = Number(RATE.exec(stdout)?.[1] ?? Number.NaN);
  if (Number.isNaN(rate)) throw new Error(`pgbench told no rate: ${stdout}`);
  return rate;
}
