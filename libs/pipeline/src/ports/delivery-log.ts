import type { Page, PageRequest } from './page.js';

/** A verified delivery, ready to be kept. */
export interface NewDelivery {
  /** UUID v7 made by the receiver: the row's id and the job's key. */
  readonly id: string;
  readonly source: string;
  readonly provider: string;
  readonly event: string | null;
  /** The sender's id, or `sha256:<hex>` of the body where it has none. Unique per source. */
  readonly deliveryId: string;
  readonly receivedAt: Date;
  readonly signed: boolean;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type DeliveryState = 'stored' | 'processed' | 'ignored' | 'failed';

export interface StoredDelivery extends NewDelivery {
  readonly state: DeliveryState;
  readonly reason: string | null;
  /** How many observations it became. */
  readonly observations: number;
}

/** The inbound log: what was acknowledged, and what became of it. */
export interface DeliveryLog {
  /**
   * Commits all rows in one statement and tells, per row and in order, whether it was there before.
   * A redelivery of one that failed to process is not a duplicate: it is put back to `stored`, and
   * `id` names the row that was there.
   */
  append(
    deliveries: readonly NewDelivery[],
  ): Promise<readonly { readonly id: string; readonly duplicate: boolean }[]>;
  find(id: string): Promise<StoredDelivery | null>;
  /**
   * Those of the deliveries that are still `stored`, oldest first: as many as have `bytes` bytes of
   * bodies together, and at least one.
   */
  stored(ids: readonly string[], bytes: number): Promise<readonly StoredDelivery[]>;
  /** Ids stored before `before` and still unprocessed, oldest first. */
  unprocessed(before: Date, limit: number): Promise<readonly string[]>;
  markIgnored(id: string, reason: string, at: Date): Promise<void>;
  markFailed(id: string, reason: string, at: Date): Promise<void>;
  /** Puts one delivery back to `stored`, so that it is processed again. */
  reopenOne(id: string): Promise<void>;
  /** Puts deliveries received since `from` (of one source) back to `stored`; answers how many. */
  reopen(from: Date, source: string | null): Promise<number>;
  list(
    filter: { readonly source?: string | undefined; readonly state?: DeliveryState | undefined },
    page: PageRequest,
  ): Promise<Page<Omit<StoredDelivery, 'body' | 'headers'>>>;
}
