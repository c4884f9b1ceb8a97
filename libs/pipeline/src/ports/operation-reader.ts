import type { FeedActivity } from '#domain';

export interface OperationReader {
  /** Activity of the newest `days` days, bounded by `limit` rows. */
  activity(days: number, limit: number): Promise<readonly FeedActivity[]>;
  sources(): Promise<
    readonly { readonly source: string; readonly deliveries: number; readonly lastDeliveryAt: string }[]
  >;
  /** Answers when the database does; throws otherwise. */
  ping(): Promise<void>;
}
