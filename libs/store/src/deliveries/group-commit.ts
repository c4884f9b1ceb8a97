import type { DeliveryLog, NewDelivery } from '#pipeline';

/** What became of one appended delivery. */
export interface Appended {
  readonly id: string;
  readonly duplicate: boolean;
}

export interface GroupCommitLimits {
  /** Most rows of one statement. */
  readonly rows: number;
  /** Most bytes of bodies of one statement; a single delivery may be larger. */
  readonly bytes: number;
  /** Most statements at the same time: one is written to the disk while the next is sent. */
  readonly inFlight: number;
}

/**
 * 256 rows are what a burst gathers in one commit's time; more only makes each caller wait longer. 8 MiB holds
 * the largest ordinary delivery (5 MiB) and keeps what two statements hold in memory small.
 */
const LIMITS: GroupCommitLimits = { rows: 256, bytes: 8 * 1024 * 1024, inFlight: 2 };

interface Waiting {
  readonly delivery: NewDelivery;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets callers append one delivery at a time and commits them in groups: while a statement is on its way the
 * next group gathers, so that the disk is waited for once per group and a lone delivery waits for nobody.
 * When a statement fails, every caller of its group is told.
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;

  constructor(
    private readonly log: Pick<DeliveryLog, 'append'>,
    private readonly limits: GroupCommitLimits = LIMITS,
  ) {}

  /** Resolves once the delivery is committed. Rejects with what the log rejects with (`StoreUnavailable`). */
  append(delivery: NewDelivery): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ delivery, resolve, reject });
      // Callers of the same turn of the event loop, as many as they are, go into the same group.
      if (this.waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    while (this.waiting.length > 0 && this.inFlight < this.limits.inFlight) {
      this.inFlight += 1;
      void this.commit(this.nextGroup()).finally(() => {
        this.inFlight -= 1;
        this.flush();
      });
    }
  }

  private nextGroup(): Waiting[] {
    let bytes = 0;
    let rows = 0;
    for (const { delivery } of this.waiting) {
      bytes += delivery.body.length;
      if (rows > 0 && (rows >= this.limits.rows || bytes > this.limits.bytes)) break;
      rows += 1;
    }
    return this.waiting.splice(0, rows);
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    try {
      const appended = await this.log.append(group.map((entry) => entry.delivery));
      group.forEach((entry, index) => {
        const result = appended[index];
        if (result) entry.resolve(result);
        else entry.reject(new Error('the log answered fewer rows than it was given'));
      });
    } catch (error) {
      for (const entry of group) entry.reject(error);
    }
  }
}
