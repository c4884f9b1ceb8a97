import type { Feed } from '#domain';

/** A stretch of time of which everything is known that a feed could have told about one repository. */
export interface CoveredTime {
  readonly feed: Feed;
  /** Who vouches for it. */
  readonly source: string;
  /** Image or source repository. */
  readonly repository: string;
  readonly from: Date;
  readonly to: Date;
}

/** Notes what was made sure of by asking, beside what deliveries show by coming. */
export interface CoverageLog {
  cover(times: readonly CoveredTime[]): Promise<void>;
}
