import { describe, expect, it, vi } from 'vitest';
import { silentLogger } from '#platform';
import { enqueuer } from './enqueue.js';

/** A queue that takes a batch in when it is told to. */
function slowQueue() {
  const batches: { ids: readonly string[]; take: () => void; refuse: (error: Error) => void }[] = [];
  const normalise = (ids: readonly string[]) =>
    new Promise<void>((take, refuse) => void batches.push({ ids: [...ids], take, refuse }));
  return { batches, queue: { normalise } };
}

const batch = async (batches: ReturnType<typeof slowQueue>['batches'], index: number) =>
  vi.waitFor(() => {
    const found = batches[index];
    if (!found) throw new Error(`there is no batch ${index}`);
    return found;
  });

describe('enqueuer', () => {
  it('tells of one batch at a time, and of all that came meanwhile in the next', async () => {
    const { batches, queue } = slowQueue();
    const enqueue = enqueuer({ queue, log: silentLogger });
    enqueue('a');
    enqueue('b');
    const first = await batch(batches, 0);
    expect(first.ids).toEqual(['a', 'b']);
    enqueue('c');
    enqueue('d');
    await new Promise(setImmediate);
    expect(batches).toHaveLength(1);
    first.take();
    const second = await batch(batches, 1);
    expect(second.ids).toEqual(['c', 'd']);
    second.take();
    await new Promise(setImmediate);
    enqueue('e');
    expect((await batch(batches, 2)).ids).toEqual(['e']);
  });

  it('logs what the queue refused and goes on with the rest', async () => {
    const { batches, queue } = slowQueue();
    const warn = vi.fn();
    const enqueue = enqueuer({ queue, log: { ...silentLogger, warn } });
    enqueue('a');
    const first = await batch(batches, 0);
    enqueue('b');
    first.refuse(new Error('away'));
    expect((await batch(batches, 1)).ids).toEqual(['b']);
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ deliveries: 1 }), expect.any(String));
  });

  it('leaves to the sweep what a queue that hangs would pile up in memory', async () => {
    let release = () => undefined as void;
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    let told = 0;
    const normalise = async (ids: readonly string[]) => {
      told += ids.length;
      if (told === 1) await hanging;
    };
    const enqueue = enqueuer({ queue: { normalise }, log: silentLogger });
    enqueue('first');
    await vi.waitFor(() => expect(told).toBe(1));
    for (let n = 0; n < 150_000; n += 1) enqueue(`id-${n}`);
    release();
    await vi.waitFor(() => expect(told).toBe(100_001));
    enqueue('last');
    await vi.waitFor(() => expect(told).toBe(100_002));
  });
});
