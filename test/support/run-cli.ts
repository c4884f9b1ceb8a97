import { vi } from 'vitest';
import { run } from '../../apps/cli/src/program.js';

/** What a command line did. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line of `pulltrace` in this process, with these environment variables on top. */
export async function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  for (const name of ['PULLTRACE_URL', 'PULLTRACE_TOKEN', 'DATABASE_URL']) vi.stubEnv(name, '');
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const code = await run(args, (text) => process.stderr.write(text));
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    process.exitCode = exitCode;
  }
}
