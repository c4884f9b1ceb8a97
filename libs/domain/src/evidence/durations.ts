import type { CaseFile } from './case-file.js';
import type { Run } from './run.js';
import { sameSource } from './source-links.js';

/** How long something usually takes, in milliseconds, from what was seen. */
export interface Usual {
  readonly median: number;
  /** The longest seen; with a hundred and more, all but the longest hundredth. */
  readonly longest: number;
  readonly of: number;
}

/** Fewer than this say nothing about what is usual. */
const FEWEST = 3;

/** The newest runs that count: what was usual a year ago is not any more. */
const NEWEST = 50;

function usual(durations: readonly number[]): Usual | null {
  const sorted = [...durations].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const longest = sorted[Math.ceil(sorted.length * 0.99) - 1];
  return median === undefined || longest === undefined || sorted.length < FEWEST
    ? null
    : { median, longest, of: sorted.length };
}

const span = (from: string, to: string) => Date.parse(to) - Date.parse(from);

/** The newest runs of the same workflow of the same repository. */
const alike = (file: Pick<CaseFile, 'runs'>, run: Run) =>
  file.runs.filter(
    (other) =>
      other.key !== run.key &&
      other.workflow === run.workflow &&
      sameSource(other.repository, run.repository),
  );

/** How long successful runs of the workflow take, from their start to their end. */
export function usualDuration(file: Pick<CaseFile, 'runs'>, run: Run): Usual | null {
  const done = alike(file, run).flatMap((other) =>
    other.status === 'success' && other.finishedAt ? [span(other.startedAt, other.finishedAt)] : [],
  );
  return usual(done.filter((duration) => duration > 0).slice(0, NEWEST));
}

/** How long runs of the workflow wait for a runner: from the first report that they are queued to the first that they run. */
export function usualWait(file: Pick<CaseFile, 'runs'>, run: Run): Usual | null {
  const waits = alike(file, run).flatMap((other) => {
    const first = (status: string) =>
      other.records
        .filter(({ observation }) => observation.status === status)
        .map(({ at }) => at)
        .sort()[0];
    const [queued, running] = [first('queued'), first('running')];
    return queued && running && running >= queued ? [span(queued, running)] : [];
  });
  return usual(waits.slice(0, NEWEST));
}

/** `45 s`, `9 min 30 s`, `2 h 5 min`: two units at most. */
export function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
