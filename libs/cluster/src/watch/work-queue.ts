/** Work under names, done a few at a time. What waits under the same name is merged. */
export interface WorkQueueSettings<T> {
  readonly atOnce: number;
  /** Most that may wait; what waited longest goes for what is new. */
  readonly most: number;
  readonly work: (item: T) => Promise<void>;
  readonly merge: (waiting: T, added: T) => T;
  readonly dropped: (item: T) => void;
}

/** A bounded queue in memory. Work must not throw. */
export class WorkQueue<T> {
  private readonly waiting = new Map<string, T>();
  private readonly idlers: (() => void)[] = [];
  private running = 0;

  constructor(private readonly settings: WorkQueueSettings<T>) {}

  add(name: string, item: T): void {
    const { waiting, settings } = this;
    const before = waiting.get(name);
    waiting.set(name, before === undefined ? item : settings.merge(before, item));
    if (waiting.size > settings.most) this.dropOldest();
    this.start();
  }

  /** Resolves once nothing waits and nothing runs. */
  idle(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.idlers.push(resolve));
  }

  get size(): number {
    return this.waiting.size + this.running;
  }

  private start(): void {
    while (this.running < this.settings.atOnce && this.waiting.size > 0) {
      const [[name, item]] = this.waiting as unknown as [[string, T]];
      this.waiting.delete(name);
      this.running += 1;
      void this.settings.work(item).finally(() => {
        this.running -= 1;
        this.start();
        if (this.running === 0) for (const resolve of this.idlers.splice(0)) resolve();
      });
    }
  }

  private dropOldest(): void {
    for (const [name, item] of this.waiting) {
      this.waiting.delete(name);
      this.settings.dropped(item);
      return;
    }
  }
}
