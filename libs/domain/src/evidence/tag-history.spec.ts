import { describe, expect, it } from 'vitest';
import { type DeleteRecord, historyAt, type PushRecord } from './tag-history.js';

const time = (minute: number) => new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString();
const push = (minute: number, digest: string, tag = 'main'): PushRecord => ({
  id: `p${minute}`,
  at: time(minute),
  signed: true,
  observation: { kind: 'push', tag, digest },
});
const remove = (minute: number, fields: { tag?: string; digest?: string }): DeleteRecord => ({
  id: `d${minute}`,
  at: time(minute),
  signed: true,
  observation: { kind: 'delete', ...fields },
});
const at = (pushes: PushRecord[], deletions: DeleteRecord[], minute: number) =>
  historyAt(pushes, deletions, { tag: 'main', digest: null }, time(minute));

describe('historyAt', () => {
  it('is present after a push and deleted after a deletion', () => {
    expect(at([push(1, 'a')], [], 5).state).toBe('present');
    expect(at([push(1, 'a')], [remove(3, { tag: 'main' })], 5).state).toBe('deleted');
    expect(at([push(1, 'a')], [remove(3, { tag: 'main' })], 1).state).toBe('present');
    expect(at([], [], 5).state).toBe('never');
  });

  it('is present again after a new push', () => {
    expect(at([push(1, 'a'), push(4, 'b')], [remove(3, { tag: 'main' })], 9).state).toBe('present');
  });

  it('goes with the digest it had last, and not with an older one', () => {
    expect(at([push(1, 'a'), push(2, 'b')], [remove(3, { digest: 'b' })], 5).state).toBe('deleted');
    expect(at([push(1, 'a'), push(2, 'b')], [remove(3, { digest: 'a' })], 5).state).toBe('present');
  });

  it('allows clocks to differ by a minute', () => {
    expect(at([push(6, 'a')], [], 5).state).toBe('present');
    expect(at([push(7, 'a')], [], 5)).toMatchObject({ state: 'never', pushedLater: { id: 'p7' } });
  });

  it('follows a digest by itself', () => {
    const pushes = [push(1, 'a'), push(2, 'b')];
    expect(historyAt(pushes, [remove(3, { digest: 'a' })], { tag: null, digest: 'a' }, time(5)).state).toBe(
      'deleted',
    );
  });
});
