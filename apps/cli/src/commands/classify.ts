import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { classifyPullError, type PullErrorClass, type PullErrorInput } from '#domain';

/** One line of the answer. `id` is the input's, `null` where it had none. */
export interface ClassifiedLine {
  readonly id: string | number | null;
  readonly class: PullErrorClass;
  readonly also: readonly PullErrorClass[];
  readonly certainty: 'exact' | 'generic';
  readonly image: string | null;
  readonly host: string | null;
}

/** What became of one input line; `problem` says why it could not be read, and is `null` otherwise. */
export interface LineResult {
  readonly answer: ClassifiedLine;
  readonly problem: string | null;
}

const ANSWERED = 0;
const BAD_INPUT = 1;
const USAGE = 2;

/**
 * Adds `classify`: reads JSON lines `{id?, reason?, message, image?}` and writes what each pull error
 * means, one line each, without a server or a database. A line that cannot be read is answered with
 * class `unknown`, named on stderr, and makes the command exit 1; blank lines are passed over. Exit 2:
 * the file cannot be opened.
 */
export function registerClassify(program: Command): void {
  program
    .command('classify')
    .description('say what pull errors mean, one JSON line each')
    .option('--jsonl <file>', 'read this file instead of stdin')
    .action(async ({ jsonl }: { readonly jsonl?: string }) => {
      const complain = (line: string) => process.stderr.write(`${line}\n`);
      process.exitCode = await classifyFrom(jsonl, process.stdout, complain);
    });
}

/** Classifies a file, or stdin without one; answers the exit code. */
export async function classifyFrom(
  path: string | undefined,
  output: Writable,
  complain: (line: string) => void,
): Promise<number> {
  if (path === undefined) return classifyStream(process.stdin, output, complain);
  try {
    const file = await open(path);
    if ((await file.stat()).isDirectory()) throw new Error('it is a directory');
    return await classifyStream(file.createReadStream(), output, complain);
  } catch (error) {
    complain(`cannot read ${path}: ${(error as Error).message}`);
    return USAGE;
  }
}

/** Classifies line by line, never holding more than a line; a reader that goes away ends it quietly. */
export async function classifyStream(
  input: Readable,
  output: Writable,
  complain: (line: string) => void,
): Promise<number> {
  let gone = false;
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
  let exitCode = ANSWERED;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (gone) break;
    if (line.trim() === '') continue;
    const { answer, problem } = classifyLine(number === 1 ? line.replace(/^\ufeff/, '') : line);
    if (problem !== null) {
      exitCode = BAD_INPUT;
      complain(`line ${number}: ${problem}`);
    }
    const roomLeft = output.write(`${JSON.stringify(answer)}\n`);
    if (!roomLeft && !gone)
      await Promise.race([once(output, 'drain'), once(output, 'close')]).catch(() => {});
  }
  return exitCode;
}

const UNREAD: Omit<ClassifiedLine, 'id'> = {
  class: 'unknown',
  also: [],
  certainty: 'generic',
  image: null,
  host: null,
};

/** Reads and classifies one line. Never throws. */
export function classifyLine(line: string): LineResult {
  const input = parseLine(line);
  if ('problem' in input) return { answer: { id: input.id, ...UNREAD }, problem: input.problem };
  const { class: decided, also, certainty, image, host } = classifyPullError(input.error);
  return { answer: { id: input.id, class: decided, also, certainty, image, host }, problem: null };
}

type Id = string | number | null;
type ParsedLine =
  | { readonly id: Id; readonly error: PullErrorInput }
  | { readonly id: Id; readonly problem: string };

function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { id: null, problem: `not JSON: ${(error as Error).message}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { id: null, problem: 'expected a JSON object' };
  }
  const { id: givenId, reason, message, image } = value as Record<string, unknown>;
  const id = typeof givenId === 'string' || typeof givenId === 'number' ? givenId : null;
  if (typeof message !== 'string') return { id, problem: '"message" must be a string' };
  if (!isText(reason)) return { id, problem: '"reason" must be a string' };
  if (!isText(image)) return { id, problem: '"image" must be a string' };
  return { id, error: { reason: reason ?? null, message, image: image ?? null } };
}

function isText(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}
