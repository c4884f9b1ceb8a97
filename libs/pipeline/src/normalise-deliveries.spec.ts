import { describe, expect, it } from 'vitest';
import type { Observation } from '#domain';
import { type NormaliseDeps, normaliseDeliveries } from './normalise-deliveries.js';
import type { DeliveryOutcome, StoredDelivery } from './ports/index.js';
import type { SourceAdapter } from './source-adapter.js';

const NOW = new Date('2026-03-02T12:00:00.000Z');

function delivery(id: string, body = '{}'): StoredDelivery {
  return {
    id,
    source: 'ci',
    provider: 'acme-ci',
    event: null,
    deliveryId: id,
    receivedAt: NOW,
    signed: true,
    headers: {},
    body: Buffer.from(body),
    state: 'stored',
    reason: null,
    observations: 0,
  };
}

/** Reads what the body says that it should read. */
const adapter: Pick<SourceAdapter, 'id' | 'normalise'> = {
  id: 'acme-ci',
  normalise: ({ body }) => {
    const text = body.toString('utf8');
    if (text === 'ping') return { ignored: 'ping' };
    if (text === 'defect') throw new Error('cannot read this');
    const observation: Observation = { kind: 'build', repository: 'acme/api', runId: text };
    return { observations: [observation] };
  },
};

type Recording = (outcomes: readonly DeliveryOutcome[]) => Promise<void>;

/** A worker's surroundings in memory; `record` may be told to fail. */
function world(deliveries: readonly StoredDelivery[], record: Recording = async () => {}) {
  const waiting = new Map(deliveries.map((one) => [one.id, one]));
  const log = {
    recorded: [] as string[][],
    settled: new Map<string, string>(),
    normalise: [] as (readonly string[])[],
    diagnose: [] as string[],
  };
  const settle = async (id: string, reason: string) => {
    waiting.delete(id);
    log.settled.set(id, reason);
  };
  const deps: NormaliseDeps = {
    deliveries: {
      // As many as two, as if bodies were large.
      stored: async (ids) => ids.flatMap((id) => waiting.get(id) ?? []).slice(0, 2),
      markIgnored: settle,
      markFailed: settle,
    },
    facts: {
      record: async (...outcomes) => {
        await record(outcomes);
        for (const { deliveryId } of outcomes) waiting.delete(deliveryId);
        log.recorded.push(outcomes.map(({ deliveryId }) => deliveryId));
        return outcomes.map(({ deliveryId }) => ({ incidentId: `of ${deliveryId}`, revision: 1 }));
      },
    },
    queue: {
      normalise: async (ids) => void log.normalise.push(ids),
      diagnose: async (requests) => void log.diagnose.push(...requests.map(({ incidentId }) => incidentId)),
    },
    adapterOf: (provider) => (provider === 'acme-ci' ? (adapter as SourceAdapter) : null),
    settingsOf: () => null,
    now: () => NOW,
  };
  return { deps, log };
}

describe('normaliseDeliveries', () => {
  it('records deliveries together, part by part, and asks for the diagnoses', async () => {
    const { deps, log } = world(['a', 'b', 'c'].map((id) => delivery(id)));
    await normaliseDeliveries(deps, ['a', 'b', 'c']);
    expect(log.recorded).toEqual([['a', 'b'], ['c']]);
    expect(log.diagnose).toEqual(['of a', 'of b', 'of c']);
  });

  it('leaves alone what is processed already', async () => {
    const { deps, log } = world([delivery('b')]);
    await normaliseDeliveries(deps, ['a', 'b']);
    expect(log.recorded).toEqual([['b']]);
  });

  it('settles what has nothing to record, with the reason', async () => {
    const foreign = { ...delivery('c'), provider: 'unheard-of' };
    const { deps, log } = world([delivery('a', 'ping'), delivery('b', 'defect'), foreign, delivery('d')]);
    await normaliseDeliveries(deps, ['a', 'b', 'c', 'd']);
    expect(Object.fromEntries(log.settled)).toEqual({
      a: 'ping',
      b: 'the acme-ci adapter failed: cannot read this',
      c: 'no adapter for provider unheard-of',
    });
    expect(log.recorded).toEqual([['d']]);
  });

  it('sends deliveries their own way when they cannot be recorded together', async () => {
    const { deps, log } = world([delivery('a'), delivery('b')], async (outcomes) => {
      if (outcomes.some(({ deliveryId }) => deliveryId === 'b')) throw new Error('b cannot be recorded');
    });
    await normaliseDeliveries(deps, ['a', 'b']);
    expect(log.normalise).toEqual([['a'], ['b']]);
    await normaliseDeliveries(deps, ['a']);
    expect(log.recorded).toEqual([['a']]);
    await expect(normaliseDeliveries(deps, ['b'])).rejects.toThrow('b cannot be recorded');
  });
});
