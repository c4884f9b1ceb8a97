import type { ContainerReport } from '#cluster';
import type { HeartbeatObservation } from '#domain';

/** What the agent sends. */
export type AgentReport = ContainerReport | HeartbeatObservation;

/** Recoveries kept while the service is away, about 500 bytes each; what they closed is closed by heartbeats too. */
const MOST_RECOVERIES = 20_000;

/**
 * What is to be sent: the latest state of each container, however long the service is away. Failures
 * are as many as there are failing containers; of recoveries the oldest go when there are too many.
 */
export class Outbox {
  private readonly failures = new Map<string, ContainerReport>();
  private readonly recoveries = new Map<string, ContainerReport>();
  private readonly heartbeats = new Map<string, HeartbeatObservation>();
  private waiters: (() => void)[] = [];

  /** Keeps a report unless a later one of its container is kept already. */
  put(report: AgentReport): void {
    if (report.kind === 'heartbeat') this.heartbeats.set(report.cluster ?? '', report);
    else this.putContainer(report);
    for (const wake of this.waiters.splice(0)) wake();
  }

  /** The first so many reports leave; heartbeats come last, because they speak for all before them. */
  take(most: number): readonly AgentReport[] {
    const taken: AgentReport[] = [];
    for (const map of [this.failures, this.recoveries, this.heartbeats] as const) {
      for (const [key, report] of map) {
        if (taken.length === most) return taken;
        map.delete(key);
        taken.push(report);
      }
    }
    return taken;
  }

  /** Resolves once there is something to take, or the signal says to stop. */
  filled(signal: AbortSignal): Promise<void> {
    if (this.size > 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiters.push(wake);
      signal.addEventListener('abort', wake);
    });
  }

  get size(): number {
    return this.failures.size + this.recoveries.size + this.heartbeats.size;
  }

  private putContainer(report: ContainerReport): void {
    const key = JSON.stringify([report.cluster, report.podUid, report.container ?? null, report.image]);
    const known = this.failures.get(key) ?? this.recoveries.get(key);
    if (known && stampOf(known) > stampOf(report)) return;
    const [mine, other] =
      report.kind === 'failure' ? [this.failures, this.recoveries] : [this.recoveries, this.failures];
    other.delete(key);
    mine.set(key, report);
    if (this.recoveries.size > MOST_RECOVERIES) this.dropOldestRecovery();
  }

  private dropOldestRecovery(): void {
    for (const key of this.recoveries.keys()) {
      this.recoveries.delete(key);
      return;
    }
  }
}

const stampOf = ({ lastSeenAt, occurredAt }: ContainerReport) => lastSeenAt ?? occurredAt ?? '';
