import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  classifyPullError,
  PULL_ERROR_RULES,
  type PullError,
  type PullErrorInput,
  type PullErrorRule,
} from '#domain';
import { median, rounded } from './support/statistics.js';

/** One measured line. `ratio` is `ours / theirs`: below 1 is faster than what it is compared with. */
export interface BenchResult {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly unit: string;
  readonly runs: number;
  /** Pull errors that one core classifies in a second. */
  readonly perSecond?: number;
}

const RUNS = 9;
/** Enough passes over the messages that one run takes some tens of milliseconds. */
const MESSAGES_PER_RUN = 40_000;
const MEBIBYTE = 1 << 20;

/** The examples of the catalog in the shape of an Event, or the lines of a file of them. */
function messages(file: string | undefined): readonly PullErrorInput[] {
  if (file !== undefined) {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    return lines.map((line) => {
      const { reason, message, image } = JSON.parse(line) as PullErrorInput;
      return { reason: reason ?? null, message, image: image ?? null };
    });
  }
  return PULL_ERROR_RULES.flatMap((rule) =>
    rule.examples.map((example) =>
      typeof example === 'string'
        ? { reason: 'Failed', message: example, image: null }
        : { image: null, ...example },
    ),
  );
}

/** Keeps the work from being optimised away. */
let sink = 0;

/** Processor time since `start`: unlike the clock's, it does not count what other processes take. */
function cpuNanoseconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
}

function nanosecondsPerItem<T>(items: readonly T[], work: (item: T) => number): number {
  const passes = Math.max(1, Math.ceil(MESSAGES_PER_RUN / items.length));
  const start = process.cpuUsage();
  for (let pass = 0; pass < passes; pass += 1) for (const item of items) sink += work(item);
  return cpuNanoseconds(start) / (passes * items.length);
}

/** Runs both in turns, so that a busy machine slows both, and answers the medians. */
function compare(name: string, ours: () => number, theirs: () => number): BenchResult {
  const mine: number[] = [];
  const other: number[] = [];
  ours();
  theirs();
  for (let run = 0; run < RUNS; run += 1) {
    mine.push(ours());
    other.push(theirs());
  }
  return {
    name,
    ours: rounded(median(mine), 0),
    theirs: rounded(median(other), 0),
    ratio: rounded(median(mine) / median(other), 2),
    unit: 'ns/message',
    runs: RUNS,
    perSecond: rounded(1e9 / median(mine), 0),
  };
}

/** Asks for what is read from the text on demand, too: one such field has all of them read. */
function everyField(error: PullError): number {
  return error.class.length + error.detail.length;
}

/** The plain way: one regular expression per rule, tried one after another, for the class alone. */
function regexList(rules: readonly PullErrorRule[]): (input: PullErrorInput) => number {
  const escaped = (phrase: string) =>
    phrase
      .replace(/^\^|\*$/g, '')
      .split(' … ')
      .map((half) => half.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
  const list = rules.map((rule) => new RegExp((rule.match.any ?? ['\u0000']).map(escaped).join('|'), 'i'));
  return ({ message }) => list.findIndex((expression) => expression.test(message));
}

/** Texts of one mebibyte that make the reader work hardest: it follows many phrases almost to their end. */
const ADVERSARIAL: readonly (readonly [string, string])[] = [
  ['almost', 'failed to pull and unpack imag '],
  ['colons', ': '],
  ['phrases', 'failed to do request: head "https://registry.acme.test/v2/": dial tcp: lookup: eof '],
  ['escapes', '\\\\\\"'],
  ['surrogates', '\ud800\\n'],
];

function adversarial([name, piece]: readonly [string, string]): BenchResult {
  const message = piece.repeat(Math.ceil(MEBIBYTE / piece.length)).slice(0, MEBIBYTE);
  const times = Array.from({ length: RUNS }, () => nanosecondsOf(message));
  const ours = median(times) / 1e6;
  return {
    name: `classify_mebibyte_${name}`,
    ours: rounded(ours, 2),
    theirs: 20,
    ratio: rounded(ours / 20, 2),
    unit: 'ms/message, at most',
    runs: RUNS,
  };
}

function nanosecondsOf(message: string): number {
  const start = process.cpuUsage();
  sink += everyField(classifyPullError({ message }));
  return cpuNanoseconds(start);
}

/**
 * Measures the pull-error reader on one core, its class alone and with every field: against
 * `JSON.parse` of the same lines, against a list of regular expressions, and on a mebibyte of hostile text.
 */
export async function run(file?: string): Promise<readonly BenchResult[]> {
  const inputs = messages(file);
  const lines = inputs.map((input) => JSON.stringify(input));
  const classify = () => nanosecondsPerItem(inputs, (input) => classifyPullError(input).class.length);
  const readAll = () => nanosecondsPerItem(inputs, (input) => everyField(classifyPullError(input)));
  const parse = () =>
    nanosecondsPerItem(lines, (line) => (JSON.parse(line) as PullErrorInput).message.length);
  const search = regexList(PULL_ERROR_RULES);
  return [
    compare('classify_vs_json_parse', classify, parse),
    compare('classify_every_field_vs_json_parse', readAll, parse),
    compare('classify_vs_regex_list', classify, () => nanosecondsPerItem(inputs, search)),
    ...ADVERSARIAL.map(adversarial),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--jsonl');
  const results = await run(at < 0 ? undefined : process.argv[at + 1]);
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!Number.isFinite(sink)) process.exitCode = 1;
}
