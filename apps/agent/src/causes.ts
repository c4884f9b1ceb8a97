import type { Logger } from '#platform';

/** A cause that lasts is named again after this, in milliseconds, with how often it came. */
const AGAIN_AFTER_MS = 3_600_000;

/** Causes remembered; there are a few dozen, and names of the outside world do not make more. */
const MOST_CAUSES = 200;

/** Logs once per cause, not per event. */
export class Causes {
  private readonly known = new Map<string, { loggedAt: number; times: number }>();

  constructor(
    private readonly log: Logger,
    private readonly now: () => Date,
  ) {}

  /** Something went wrong, again or for the first time. */
  warn(cause: string, fields: object, message: string): void {
    const known = this.known.get(cause);
    const at = this.now().getTime();
    if (known && at - known.loggedAt < AGAIN_AFTER_MS) {
      known.times += 1;
      return;
    }
    this.log.warn({ ...fields, ...(known ? { times: known.times } : {}) }, message);
    if (this.known.size < MOST_CAUSES || known) this.known.set(cause, { loggedAt: at, times: 1 });
  }

  /** It is well again; told only after it was not. */
  over(cause: string, fields: object, message: string): void {
    if (this.known.delete(cause)) this.log.info(fields, message);
  }
}
