import { type ApiFailure, DEFAULT_PACE, waitByTimer, watchCluster } from '#cluster';
import { systemClock } from '#platform';
import { AgentFailure } from './agent-failure.js';
import { clusterName, findTargets, type Target } from './clusters.js';
import { type AgentReport, Outbox } from './delivery/outbox.js';
import type { AgentOptions, AgentSettings } from './settings.js';

/** A cluster of 10,000 pods is looked over in a few seconds; one that takes this long does not answer, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * What fails in the clusters now, the latest of each container.
 *
 * @throws AgentFailure when a cluster cannot be looked at as a whole
 */
export async function lookOnce(
  options: AgentOptions,
  settings: AgentSettings,
  patienceMs: number = PATIENCE_MS,
): Promise<readonly AgentReport[]> {
  const outbox = new Outbox();
  for (const target of findTargets(options)) await lookAt(target, settings, outbox, patienceMs);
  return outbox.take(Number.POSITIVE_INFINITY);
}

async function lookAt(target: Target, settings: AgentSettings, outbox: Outbox, patienceMs: number) {
  const stop = new AbortController();
  let last: ApiFailure | null = null;
  const failed = (failure: ApiFailure) => {
    last = failure;
  };
  const deadline = setTimeout(() => stop.abort(), patienceMs);
  const cluster = await clusterName(target, failed, stop.signal);
  const watch =
    cluster === null
      ? null
      : watchCluster(
          { cluster, scope: settings.scope, secrets: settings.secrets, pace: DEFAULT_PACE },
          {
            api: target.api,
            now: systemClock,
            random: Math.random,
            wait: waitByTimer,
            report: (report) => outbox.put(report),
            witness: {
              failed: (_what, failure) => failed(failure),
              garbage: () => undefined,
              overflowed: () => undefined,
            },
          },
          stop.signal,
        );
  const complete = await Promise.race([watch?.synced.then(() => !stop.signal.aborted), aborted(stop.signal)]);
  clearTimeout(deadline);
  stop.abort();
  await watch?.stopped;
  if (!complete) throw new AgentFailure(explain(target, last));
}

const aborted = (signal: AbortSignal): Promise<false> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    else signal.addEventListener('abort', () => resolve(false), { once: true });
  });

function explain({ context }: Target, failure: ApiFailure | null): string {
  const why = failure
    ? `${failure.reason}${failure.detail ? `: ${failure.detail}` : ''}`
    : 'it took too long';
  return `The cluster of ${context} cannot be looked at as a whole (${why}).`;
}
