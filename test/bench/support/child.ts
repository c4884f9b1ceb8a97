import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of a measurement. */
export interface Child {
  /** The first line it printed: that it is ready, and often where. */
  readonly firstLine: string;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

/**
 * Starts a Node process and waits for its first line of output. Its errors go to this process' error output.
 *
 * @throws when it ends without a line
 */
export async function startChild(
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [null])]);
  if (typeof first !== 'string') throw new Error(`${file} ended before it was ready`);
  // Nobody reads the rest, and a full pipe would stop the process.
  lines.on('line', () => undefined);
  return { firstLine: first, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
