import { describe, expect, it } from 'vitest';
import { type AgentReport, Outbox } from './outbox.js';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString();
const place = (pod: string) => ({
  cluster: 'prod',
  namespace: 'shop',
  pod,
  podUid: pod,
  container: 'app',
  image: 'x:1',
});
const failure = (pod: string, minute: number, message = ''): AgentReport => ({
  kind: 'failure',
  ...place(pod),
  message,
  lastSeenAt: at(minute),
});
const recovery = (pod: string, minute: number): AgentReport => ({
  kind: 'recovery',
  ...place(pod),
  occurredAt: at(minute),
});
const heartbeat: AgentReport = { kind: 'heartbeat', cluster: 'prod', occurredAt: at(0) };

function filled(...reports: readonly AgentReport[]): Outbox {
  const outbox = new Outbox();
  for (const report of reports) outbox.put(report);
  return outbox;
}

describe('Outbox', () => {
  it('holds the latest state of each container, in whatever order it comes', () => {
    const states = [failure('a', 1), failure('a', 3, 'latest'), failure('a', 2), recovery('a', 1)];
    for (const order of [states, [...states].reverse()]) {
      expect(filled(...order).take(10)).toEqual([failure('a', 3, 'latest')]);
    }
    expect(filled(failure('a', 1), recovery('a', 2)).take(10)).toEqual([recovery('a', 2)]);
    expect(filled(recovery('a', 2), failure('a', 3)).take(10)).toEqual([failure('a', 3)]);
  });

  it('keeps every failing container, and bounded recoveries, while nobody takes anything', () => {
    const outbox = new Outbox();
    for (let round = 0; round < 10; round += 1) {
      for (let i = 0; i < 5_000; i += 1) {
        outbox.put(recovery(`gone-${round}-${i}`, round));
        outbox.put(failure(`failing-${i}`, round));
      }
    }
    expect(outbox.size).toBe(25_000);
    const taken = outbox.take(25_000);
    expect(taken.filter(({ kind }) => kind === 'failure')).toHaveLength(5_000);
    expect(taken.at(-1)).toMatchObject({ pod: 'gone-9-4999' });
  });

  it('gives heartbeats last, whenever they came', () => {
    const outbox = filled(heartbeat, failure('a', 1), recovery('b', 1));
    expect(outbox.take(2).map(({ kind }) => kind)).toEqual(['failure', 'recovery']);
    expect(outbox.take(2)).toEqual([heartbeat]);
    expect(outbox.take(2)).toEqual([]);
  });

  it('wakes who waits for something to take', async () => {
    const outbox = new Outbox();
    const waiting = outbox.filled(new AbortController().signal);
    outbox.put(heartbeat);
    await expect(waiting).resolves.toBeUndefined();
    await expect(new Outbox().filled(AbortSignal.abort())).resolves.toBeUndefined();
  });
});
