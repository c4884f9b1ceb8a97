import { expect, it, onTestFinished, vi } from 'vitest';
import { KubeApiServer } from '../../../../test/support/kube/api-server.js';
import { configOf } from '../../../../test/support/kube/config.js';
import { KubeApi } from '../api/kube-api.js';
import { waitByTimer } from '../watch/backoff.js';
import { lead } from './lead.js';

const RESOURCE = 'coordination.k8s.io/v1/leases';
const LEASE = { namespace: 'pulltrace', name: 'agent' };

/** Replicas on one server, whose clock the test moves; each wait is a moment. */
async function replicas() {
  const server = new KubeApiServer();
  const url = await server.start();
  let now = Date.UTC(2026, 2, 2);
  const stops: AbortController[] = [];
  const runs: Promise<void>[] = [];
  const leading = new Set<string>();
  const start = (identity: string) => {
    const stop = new AbortController();
    const deps = {
      api: new KubeApi({ load: () => configOf(url, 'token') }),
      wait: (_ms: number, signal: AbortSignal) => waitByTimer(5, signal),
      now: () => new Date(now),
      random: Math.random,
      failed: () => undefined,
    };
    const run = lead({ lease: LEASE, identity }, deps, stop.signal, async (signal) => {
      leading.add(identity);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      leading.delete(identity);
    });
    stops.push(stop);
    runs.push(run);
    return { stop: () => stop.abort(), run };
  };
  onTestFinished(async () => {
    for (const stop of stops) stop.abort();
    server.away = false;
    await Promise.all(runs);
    await server.stop();
  });
  const pass = (ms: number) => {
    now += ms;
  };
  const expectLeading = (...names: string[]) =>
    vi.waitFor(() => expect([...leading]).toEqual(names), { timeout: 20_000, interval: 5 });
  return { server, start, pass, expectLeading, leading };
}

const reads = (server: KubeApiServer) => server.seen.filter(({ method }) => method === 'GET').length;
const afterMoreReads = async (server: KubeApiServer, count: number) => {
  const before = reads(server);
  await vi.waitFor(() => expect(reads(server)).toBeGreaterThan(before + count), {
    timeout: 20_000,
    interval: 5,
  });
};

it('lets one replica work and hands over at once when that one ends', async () => {
  const { server, start, expectLeading } = await replicas();
  const first = start('a');
  await expectLeading('a');
  start('b');
  await afterMoreReads(server, 10);
  await expectLeading('a');
  first.stop();
  await first.run;
  await expectLeading('b');
});

it('takes over from a replica that fell silent, not before its lease is over', async () => {
  const { server, start, pass, expectLeading } = await replicas();
  const held = (renewTime: string) => ({
    metadata: LEASE,
    spec: { holderIdentity: 'dead', renewTime, leaseDurationSeconds: 15, leaseTransitions: 3 },
  });
  server.put(RESOURCE, held('2026-03-02T00:00:00.000000Z'));
  start('b');
  await afterMoreReads(server, 5);
  pass(14_000);
  await afterMoreReads(server, 5);
  await expectLeading();
  server.put(RESOURCE, held('2026-03-02T00:00:14.000000Z'));
  await afterMoreReads(server, 5);
  pass(14_000);
  await afterMoreReads(server, 5);
  await expectLeading();
  pass(2_000);
  await expectLeading('b');
});

it('stops working when it cannot renew in time, and when another holds the lease', async () => {
  const { server, start, pass, expectLeading } = await replicas();
  start('a');
  await expectLeading('a');
  server.away = true;
  pass(11_000);
  await expectLeading();
  server.away = false;
  await expectLeading('a');
  const taken = { holderIdentity: 'b', renewTime: 'now', leaseDurationSeconds: 15 };
  server.put(RESOURCE, { metadata: LEASE, spec: taken });
  await expectLeading();
});
