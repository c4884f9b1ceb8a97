import { expect, onTestFinished, vi } from 'vitest';
import {
  type ApiFailure,
  type ClusterWatch,
  type ClusterWatchSettings,
  type ContainerReport,
  KubeApi,
  waitByTimer,
  watchCluster,
} from '#cluster';
import { KubeApiServer } from './api-server.js';
import { configOf } from './config.js';

/** A test's API server and what a watch on it reports. */
export interface WatchedCluster {
  readonly server: KubeApiServer;
  readonly watch: ClusterWatch;
  readonly reports: ContainerReport[];
  readonly failures: { readonly what: string; readonly failure: ApiFailure }[];
  readonly garbage: string[];
  /** Ends it before the test does. */
  stop(): Promise<void>;
  /** `kind pod/container image reason` of each report. */
  told(): readonly string[];
  /** Waits until exactly these have been told, in any order. */
  expectTold(...lines: readonly string[]): Promise<void>;
}

/** No pause is longer than this, in milliseconds: back-off is tested by itself. */
const PATIENCE_MS = 20;

export interface WatchWish {
  readonly scope?: Partial<ClusterWatchSettings['scope']>;
  readonly secrets?: ClusterWatchSettings['secrets'];
  readonly pace?: Partial<ClusterWatchSettings['pace']>;
  readonly token?: () => string;
  readonly prepare?: (server: KubeApiServer) => void;
}

/** Long enough never to come in a test, in milliseconds. */
const NEVER = 3_600_000;

/** Starts a server, fills it and watches it; all ends with the test. */
export async function watchedCluster(wish: WatchWish = {}): Promise<WatchedCluster> {
  const server = new KubeApiServer();
  wish.prepare?.(server);
  const url = await server.start();
  const stop = new AbortController();
  const reports: ContainerReport[] = [];
  const failures: WatchedCluster['failures'] = [];
  const garbage: string[] = [];
  const watch = watchCluster(
    {
      cluster: 'prod-eu',
      scope: { namespaces: [], exceptNamespaces: [], labels: null, ...wish.scope },
      secrets: wish.secrets ?? 'none',
      pace: { followUpMs: NEVER, sweepMs: NEVER, wholeSweepMs: NEVER, refreshMs: NEVER, ...wish.pace },
    },
    {
      api: new KubeApi({ load: () => configOf(url, wish.token?.() ?? 'secret') }),
      now: () => new Date(),
      random: Math.random,
      wait: (milliseconds, signal) =>
        waitByTimer(milliseconds === NEVER ? NEVER : Math.min(milliseconds, PATIENCE_MS), signal),
      report: (report) => void reports.push(report),
      witness: {
        failed: (what, failure) => void failures.push({ what, failure }),
        garbage: (what) => void garbage.push(what),
        overflowed: () => undefined,
      },
    },
    stop.signal,
  );
  let stopping: Promise<void> | undefined;
  const end = async () => {
    stop.abort();
    await watch.stopped;
    await server.stop();
  };
  const stopOnce = () => {
    stopping ??= end();
    return stopping;
  };
  onTestFinished(stopOnce);
  const told = () =>
    reports.map(
      ({ kind, pod, container, image, reason }) => `${kind} ${pod}/${container} ${image} ${reason}`,
    );
  const expectTold = (...lines: readonly string[]) =>
    vi.waitFor(() => expect([...told()].sort()).toEqual([...lines].sort()), {
      timeout: 20_000,
      interval: 10,
    });
  return { stop: stopOnce, server, watch, reports, failures, garbage, told, expectTold };
}
