import { execFile } from 'node:child_process';

/** A system account to run a program as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How a short program ended: its exit code, null when it could not be started or was killed, and what it said. */
export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

interface ProgramOptions {
  /** Who to run as; this process' own user when null. */
  readonly account?: Account | null;
  readonly cwd?: string;
  readonly input?: string;
}

/**
 * Runs a short program to its end and answers what became of it. It gets no environment but a PATH and the C locale,
 * so that messages can be recognised and settings of the caller's shell (PGPORT, PGDATA …) cannot reach it.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const { account, cwd = '/', input } = options;
  return new Promise((resolve) => {
    const settings = { cwd, env: PROGRAM_ENV, ...account, maxBuffer: 16 * 1024 * 1024 };
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      const said = `${stdout}${stderr}`.trim();
      resolve({ code, output: said === '' && error !== null ? error.message : said });
    });
    // A program that ends without reading its input is judged by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/** The whole environment of PostgreSQL's programs. */
export const PROGRAM_ENV = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};
