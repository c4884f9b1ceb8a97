import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** A problem that is explained to the person and not traced: a step that failed, a tool that is missing. */
export class SetupError extends Error {
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A terminal sends Ctrl-C to the whole foreground group, so the child has it already. */
const alreadyDelivered = (signal) => signal === 'SIGINT' && process.stdin.isTTY === true;

/** Runs `work` with this process' own signals passed on to `child`. */
async function withSignalsForwarded(child, work) {
  const handlers = FORWARDED.map((signal) => [
    signal,
    () => {
      if (!alreadyDelivered(signal)) child.kill(signal);
    },
  ]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    return await work;
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

const started = (command, args, options) => {
  const child = spawn(command, args, { cwd: ROOT, ...options });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0)));
  });
  return { child, ended: withSignalsForwarded(child, ended) };
};

/** Runs a command on this terminal and answers its exit code (128 + n for a signal, as a shell does). */
export const attached = (command, args) => started(command, args, { stdio: 'inherit' }).ended;

/**
 * Runs a command whose output matters only when it fails: then it is printed to stderr and a SetupError is thrown.
 * `missing` says what to do when the command itself is not there.
 */
export async function quietly(what, command, args, { env = {}, missing } = {}) {
  const { child, ended } = started(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await ended.catch((error) => {
    throw new SetupError(error.code === 'ENOENT' && missing ? missing : `${what}: ${error.message}`);
  });
  if (code === 0) return;
  if (code > 128) throw new SetupError(`${what} was stopped.`, code);
  process.stderr.write(Buffer.concat(output));
  throw new SetupError(`${what} failed (exit code ${code}).`);
}
