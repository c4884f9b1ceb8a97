import { describe, expect, it } from 'vitest';
import type { NewDelivery } from '#pipeline';
import { delivery } from '../fixtures/facts.js';
import { GroupCommit, StoreUnavailable } from '../index.js';

/** A log whose statements end when the spec says so. */
function heldLog() {
  const statements: { readonly deliveries: readonly NewDelivery[]; finish(error?: Error): void }[] = [];
  const append = (deliveries: readonly NewDelivery[]) =>
    new Promise<readonly { id: string; duplicate: boolean }[]>((resolve, reject) => {
      statements.push({
        deliveries,
        finish: (error) =>
          error ? reject(error) : resolve(deliveries.map(({ id }) => ({ id, duplicate: false }))),
      });
    });
  return { append, statements, sizes: () => statements.map(({ deliveries }) => deliveries.length) };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const many = (count: number, bytes = 10) =>
  Array.from({ length: count }, () => delivery({ body: Buffer.alloc(bytes) }));
const LIMITS = { rows: 4, bytes: 100, inFlight: 2 };

describe('GroupCommit', () => {
  it('commits together what is appended together, and answers each caller', async () => {
    const log = heldLog();
    const inbox = new GroupCommit(log, LIMITS);
    const deliveries = many(3);
    const answers = deliveries.map((one) => inbox.append(one));
    await turn();
    expect(log.sizes()).toEqual([3]);
    log.statements[0]?.finish();
    expect(await Promise.all(answers)).toEqual(deliveries.map(({ id }) => ({ id, duplicate: false })));
  });

  it('gathers the next groups while two statements are on their way', async () => {
    const log = heldLog();
    const inbox = new GroupCommit(log, LIMITS);
    const first = inbox.append(delivery());
    await turn();
    const second = inbox.append(delivery());
    await turn();
    const gathered = many(6).map((one) => inbox.append(one));
    await turn();
    expect(log.sizes()).toEqual([1, 1]);
    log.statements[0]?.finish();
    await first;
    await turn();
    expect(log.sizes()).toEqual([1, 1, 4]);
    for (const statement of log.statements.slice(1)) statement.finish();
    await second;
    await turn();
    expect(log.sizes()).toEqual([1, 1, 4, 2]);
    log.statements[3]?.finish();
    await expect(Promise.all(gathered)).resolves.toHaveLength(6);
  });

  it('bounds the bytes of a group, but takes a delivery that is larger alone', async () => {
    const log = heldLog();
    const inbox = new GroupCommit(log, { ...LIMITS, inFlight: 9 });
    const answers = [...many(2, 60), ...many(1, 500), ...many(2, 50)].map((one) => inbox.append(one));
    await turn();
    expect(log.sizes()).toEqual([1, 1, 1, 2]);
    for (const statement of log.statements) statement.finish();
    await Promise.all(answers);
  });

  it('tells every caller of a group that it failed, and goes on with the next', async () => {
    const log = heldLog();
    const inbox = new GroupCommit(log, LIMITS);
    const failing = many(2).map((one) => inbox.append(one));
    await turn();
    const cause = new StoreUnavailable(new Error('ECONNREFUSED'));
    log.statements[0]?.finish(cause);
    const settled = await Promise.allSettled(failing);
    expect(settled).toEqual([
      { status: 'rejected', reason: cause },
      { status: 'rejected', reason: cause },
    ]);
    const later = inbox.append(delivery());
    await turn();
    log.statements[1]?.finish();
    await expect(later).resolves.toMatchObject({ duplicate: false });
  });
});
