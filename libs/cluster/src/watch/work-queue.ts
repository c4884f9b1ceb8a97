/** Work under names, done a few at a time. What waits under the same name is merged. */
export interface WorkQueueSettings<T> {
  readonly atOnce: number;
  /** Most that may wait; what waited longest goes for what is new. */
  readonly most: number;
  readonly work: (item: T) => Promise<void>;
  readonly merge: (waiting: T, added: T) => T;
  readonly dropped: (item: T) => void;
}

/**
 * A bounded queue in memory. What has the same name is done one after the other, so that its results
 * come in the order of the work. Work must not throw.
 */
export class WorkQueue<T> {
  private readonly waiting = new Map<string, T>();
  private readonly idlers: (() => void)[] = [];
  private readonly running = new Set<string>();

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
    if (this.running.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.idlers.push(resolve));
  }

  get size(): number {
    return this.waiting.size + this.running.size;
  }

  private start(): void {
    for (const [name, item] of this.waiting) {
      if (this.running.size >= this.settings.atOnce) return;
      if (this.running.has(name)) continue;
      this.waiting.delete(name);
      this.running.add(name);
      void this.settings.work(item).finally(() => this.ended(name));
    }
  }

  private ended(name: string): void {
    this.running.delete(name);
    this.start();
    if (this.running.size === 0) for (const resolve of this.idlers.splice(0)) resolve();
  }

  private dropOldest(): void {
    for (const [name, item] of this.waiting) {
      this.waiting.delete(name);
      this.settings.dropped(item);
      return;
    }
  }
}
