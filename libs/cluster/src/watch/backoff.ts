/** Waits before another attempt; an argument, so that tests choose how long that is. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** First and longest wait of client-go's reflectors, in milliseconds (tools/cache/reflector.go). */
const FIRST_MS = 800;
const LONGEST_MS = 30_000;

/** How long to wait after so many failures in a row: doubling, with ±50 % so that agents do not march in step. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly random: () => number,
    private readonly longestMs: number = LONGEST_MS,
  ) {}

  /** @param atLeastMs what the server asked for */
  next(atLeastMs: number | null = null): number {
    const base = Math.min(FIRST_MS * 2 ** this.failures, this.longestMs);
    this.failures = Math.min(this.failures + 1, 16);
    return Math.round(Math.max(base * (0.5 + this.random()), atLeastMs ?? 0));
  }

  reset(): void {
    this.failures = 0;
  }
}

/** Waits by the machine's timers; ends early, without an error, when the signal says so. */
export const waitByTimer: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
