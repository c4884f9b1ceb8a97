import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs a program to its end and answers what it printed.
 *
 * @throws Node's error of `execFile`, with the program's own words in `stderr`, when it does not end with 0
 */
export async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, [...args]);
  return stdout;
}
