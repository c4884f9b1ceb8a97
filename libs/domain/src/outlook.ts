import type { CaseFile } from './evidence/case-file.js';
import { usualDuration } from './evidence/durations.js';
import { makersOf } from './evidence/makers.js';
import { replicaPush } from './evidence/replicas.js';
import { retagOf } from './evidence/retag.js';
import { hasEnded, type Run } from './evidence/run.js';
import { sayRetag } from './hypotheses/beside.js';
import { when } from './hypotheses/say.js';

/**
 * What is to be expected of a reference, failing or not: `there` was pushed and is; `coming` is being built, or is
 * on its way to a replica; `held` waits for a person; `never` will not come by itself, because its build ended
 * without it, it was deleted, or it is there under another name only; `unknown` says that nothing tells.
 */
export const ARRIVALS = ['there', 'coming', 'held', 'never', 'unknown'] as const;

export interface Outlook {
  readonly arrival: (typeof ARRIVALS)[number];
  /** How long builds of the workflow take, the median; `null` while too few are known. */
  readonly typicalSeconds: number | null;
  /** When the image is expected; `null` where nothing tells. */
  readonly expectedAt: string | null;
}

const plain = (arrival: Outlook['arrival']): Outlook => ({ arrival, typicalSeconds: null, expectedAt: null });

/** Ends after which nothing is pushed any more without somebody doing something. */
const FRUITLESS: ReadonlySet<Run['status']> = new Set(['failure', 'cancelled', 'timed_out', 'skipped']);

/** Reads the outlook from the evidence at hand. */
export function outlookOf(file: CaseFile): Outlook {
  const { state } = file.history;
  if (state === 'present') return plain('there');
  const makers = makersOf(file);
  const open = makers
    .map(({ run }) => run)
    .filter((run) => !hasEnded(run.status) && run.status !== 'unknown');
  const [running] = open.filter((run) => run.status !== 'blocked');
  if (running) return coming(file, running);
  if (open.length > 0) return plain('held');
  if (replicaPush(file)) return plain('coming');
  const isSpelled = file.spellings.some(({ miss }) => miss.rule !== 'arch_suffix');
  const isOver = makers.length > 0 && makers.every(({ run }) => FRUITLESS.has(run.status));
  return plain(state === 'deleted' || isSpelled || isOver ? 'never' : 'unknown');
}

function coming(file: CaseFile, run: Run): Outlook {
  const usual = usualDuration(file, run);
  if (!usual) return plain('coming');
  const expected = run.status === 'running' ? Date.parse(run.startedAt) + usual.median : null;
  return {
    arrival: 'coming',
    typicalSeconds: Math.round(usual.median / 1000),
    expectedAt: expected === null ? null : new Date(expected).toISOString(),
  };
}

/** One or two sentences about an image that is there. */
export function sayThere(file: CaseFile): string {
  const { lastPush } = file.history;
  const pushed = lastPush
    ? ` was pushed at ${when(lastPush.at)} and not deleted since`
    : ' was not seen deleted';
  const retag = retagOf(file);
  return `${file.snapshot.image.canonical}${pushed}; nothing speaks against pulling it.${retag ? ` ${sayRetag(retag)}` : ''}`;
}
