import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Backoff, type WatchPace, waitByTimer } from '#cluster';
import { type Logger, systemClock } from '#platform';
import { Causes } from './causes.js';
import { findTargets } from './clusters.js';
import { type DeliveryWitness, deliver, deliverRest } from './delivery/deliver.js';
import { Outbox } from './delivery/outbox.js';
import { type Batch, postReports, type Service } from './delivery/post-reports.js';
import { type AgentMetrics, agentMetrics } from './metrics.js';
import { type HealthServer, serveHealth } from './serve-health.js';
import type { AgentOptions, AgentSettings } from './settings.js';
import { watchTarget } from './watch-target.js';

export interface AgentNeeds {
  readonly options: AgentOptions;
  readonly settings: AgentSettings;
  readonly service: Service;
  readonly log: Logger;
  readonly pace?: WatchPace;
}

/** A running agent. */
export interface Agent {
  readonly healthUrl: string | null;
  readonly metrics: AgentMetrics;
  /** Stops watching, sends what is left and resolves. */
  stop(): Promise<void>;
}

/** Longest wait between attempts to deliver, in milliseconds. */
const LONGEST_RETRY_MS = 60_000;

/** Time to send what is left when the process ends, in milliseconds; Kubernetes kills after 30 s. */
const FAREWELL_MS = 5_000;

/** A clock that is this far off, in milliseconds, confuses what came first: verdicts allow a minute. */
const SKEW_MS = 60_000;

/**
 * Starts watching and delivering.
 *
 * @throws AgentFailure when a cluster cannot be found
 */
export async function startAgent({ options, settings, service, log, pace }: AgentNeeds): Promise<Agent> {
  const now = systemClock;
  const metrics = agentMetrics();
  const causes = new Causes(log, now);
  const outbox = new Outbox();
  const targets = findTargets(options, (cluster, bytes) => metrics.received.inc({ cluster }, bytes));
  const watching = new AbortController();
  const delivering = new AbortController();
  const ready = new Map(targets.map(({ context }) => [context, false]));
  let clockSkewMs: number | null = null;
  const witness = deliveryWitness(metrics, causes, outbox, (skew) => {
    clockSkewMs = skew;
  });
  const post = (batch: Batch, signal: AbortSignal) => postReports(service, batch, now, signal);
  const sending = deliver(
    { outbox, post, wait: waitByTimer, backoff: new Backoff(Math.random, LONGEST_RETRY_MS), witness },
    delivering.signal,
  );
  const identity = settings.identity ?? `${hostname()}-${randomUUID().slice(0, 8)}`;
  const shared = { settings, identity, outbox, metrics, causes, now, wait: waitByTimer, pace };
  const watches = targets.map((target) =>
    watchTarget(
      target,
      {
        ...shared,
        clockSkewMs: () => clockSkewMs,
        ready: (state) => void ready.set(target.context, state),
      },
      watching.signal,
    ),
  );
  const health = await healthServer(settings, metrics, () => [...ready.values()].every(Boolean));
  log.info({ contexts: targets.map(({ context }) => context), service: service.url }, 'watching');
  return {
    healthUrl: health?.url ?? null,
    metrics,
    stop: async () => {
      watching.abort();
      await Promise.all(watches);
      delivering.abort();
      await sending;
      await deliverRest({ outbox, post }, AbortSignal.timeout(FAREWELL_MS));
      await health?.close();
    },
  };
}

function healthServer(
  { listen }: AgentSettings,
  { registry }: AgentMetrics,
  ready: () => boolean,
): Promise<HealthServer | null> {
  return listen === null ? Promise.resolve(null) : serveHealth({ ...listen, registry, ready });
}

function deliveryWitness(
  metrics: AgentMetrics,
  causes: Causes,
  outbox: Outbox,
  skewed: (milliseconds: number) => void,
): DeliveryWitness {
  const cause = 'delivery';
  const looked = () => metrics.outbox.set(outbox.size);
  return {
    taken: (reports, { duplicates, rejected, clockSkewMs }) => {
      looked();
      metrics.delivered.inc(reports - rejected.length);
      metrics.duplicates.inc(duplicates);
      metrics.rejected.inc(rejected.length);
      metrics.lastDelivery.setToCurrentTime();
      causes.over(cause, {}, 'the service takes reports again');
      const [first] = rejected;
      if (first) causes.warn('rejected', { detail: first.detail }, 'the service does not take a report');
      if (clockSkewMs === null) return;
      skewed(clockSkewMs);
      metrics.skew.set(clockSkewMs / 1000);
      if (Math.abs(clockSkewMs) > SKEW_MS)
        causes.warn('skew', { clockSkewMs }, "this machine's clock differs from the service's");
    },
    again: (reason, detail) => {
      looked();
      metrics.deliveryFailures.inc({ cause: reason });
      causes.warn(cause, { reason, detail }, 'the service does not take reports; they are kept');
    },
    lost: (reports, detail) => {
      metrics.rejected.inc(reports);
      causes.warn('rejected', { detail }, 'the service does not take a batch');
    },
  };
}
