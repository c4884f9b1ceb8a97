import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchDatabase } from '../bench-database.js';

/** A verdict that somebody waits for. */
interface Awaited {
  /** When the event that decides it was due to be sent, in milliseconds of `performance.now()`. */
  readonly since: number;
  /** `null` where any verdict will do: the first one. */
  readonly cause: string | null;
}

/** How often the table is looked at: what a latency may be too long by, at most. */
const LOOK_EVERY_MS = 10;

/**
 * Learns when verdicts become readable. New rows are looked for in the database, which costs the service nothing
 * worth speaking of; once one is there, the API is asked for the incident, and the time is taken when its answer
 * has the verdict.
 */
export class VerdictWatch {
  readonly latencies: number[] = [];
  private readonly awaited = new Map<string, Awaited[]>();
  private readonly reading = new Set<Promise<void>>();
  private seen = '1970-01-01';
  private stopped = false;

  constructor(
    private readonly database: BenchDatabase,
    private readonly service: { readonly url: string; readonly token: string },
  ) {}

  /** Awaits a verdict on an image from now on. */
  expect(image: string, cause: string | null, since: number): void {
    this.awaited.set(image, [...(this.awaited.get(image) ?? []), { since, cause }]);
  }

  /** How many verdicts are still awaited. */
  get open(): number {
    return [...this.awaited.values()].reduce((count, waiting) => count + waiting.length, 0);
  }

  /** What is still awaited, for a message. */
  missing(): readonly string[] {
    return [...this.awaited].flatMap(([image, waiting]) =>
      waiting.map(({ cause }) => `${cause ?? 'any'} of ${image}`),
    );
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      await this.look();
      await sleep(LOOK_EVERY_MS);
    }
    await Promise.all(this.reading);
  }

  stop(): void {
    this.stopped = true;
  }

  private async look(): Promise<void> {
    // A transaction that began earlier may commit later: look back further than any lasts.
    const rows = await this.database.query(
      `select i.id, i.reference, v.cause, v.decided_at::text as decided_at
       from verdict v join incident i on i.id = v.incident_id
       where v.decided_at > $1::timestamptz - interval '3 seconds'`,
      [this.seen],
    );
    for (const row of rows) {
      const { id, reference, cause, decided_at } = row as Record<string, string>;
      if (!id || !reference || !cause || !decided_at) continue;
      if (decided_at > this.seen) this.seen = decided_at;
      const waiting = this.awaited.get(reference) ?? [];
      const told = waiting.filter((one) => one.cause === null || one.cause === cause);
      this.awaited.set(
        reference,
        waiting.filter((one) => !told.includes(one)),
      );
      for (const { since } of told) {
        const read = this.read(id, since).finally(() => this.reading.delete(read));
        this.reading.add(read);
      }
    }
  }

  private async read(id: string, since: number): Promise<void> {
    const headers = { authorization: `Bearer ${this.service.token}` };
    const response = await fetch(`${this.service.url}/v1/incidents/${id}`, { headers });
    const text = await response.text();
    this.latencies.push(performance.now() - since);
    if (!text.includes('"verdict":{')) throw new Error(`the incident ${id} cannot be read: ${text}`);
  }
}
