import type { Clock } from '#platform';

/** Requests of the hour that are left to whoever else uses the token: one in twenty of GitHub's 5,000. */
const RESERVE = 250;

/** When a forge refuses without saying for how long. GitHub asks for at least a minute ("Best practices for using the REST API"). */
const DEFAULT_PAUSE_MS = 60_000;
/** No forge's hour is longer; a header that says more is not believed. */
const LONGEST_PAUSE_MS = 3_600_000;

type Headers = { readonly [name: string]: string | number | undefined };

/** What a token may still ask, as the forge's headers tell it. */
export class RateBudget {
  private remaining = Number.POSITIVE_INFINITY;
  private resetsAt = 0;
  private pausedUntil = 0;

  /**
   * @param prefix of the headers: `x-ratelimit` (GitHub) or `ratelimit` (GitLab)
   * @param reserve requests that are never used up
   */
  constructor(
    private readonly clock: Clock,
    private readonly prefix: string,
    private readonly reserve = RESERVE,
  ) {}

  /** Until when nothing is to be asked, and why; `null` when it may be asked. */
  closedUntil(): { readonly reason: 'budget_spent' | 'rate_limited'; readonly until: Date } | null {
    const now = this.clock().getTime();
    if (this.pausedUntil > now) return { reason: 'rate_limited', until: new Date(this.pausedUntil) };
    const isSpent = this.remaining <= this.reserve && this.resetsAt > now;
    return isSpent ? { reason: 'budget_spent', until: new Date(this.resetsAt) } : null;
  }

  /** Reads the headers of an answer. */
  note(headers: Headers): void {
    const remaining = numberOf(headers[`${this.prefix}-remaining`]);
    const reset = numberOf(headers[`${this.prefix}-reset`]);
    if (remaining === null || reset === null) return;
    this.remaining = remaining;
    this.resetsAt = Math.min(reset * 1_000, this.clock().getTime() + LONGEST_PAUSE_MS);
  }

  /** The forge refused for now; answers until when to leave it alone. */
  pause(headers: Headers): Date {
    const now = this.clock().getTime();
    const after = numberOf(headers['retry-after']);
    const reset = this.remaining === 0 ? this.resetsAt - now : null;
    const pause = after === null ? (reset ?? DEFAULT_PAUSE_MS) : after * 1_000;
    this.pausedUntil = now + Math.min(Math.max(pause, 1_000), LONGEST_PAUSE_MS);
    return new Date(this.pausedUntil);
  }
}

function numberOf(value: string | number | undefined): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
