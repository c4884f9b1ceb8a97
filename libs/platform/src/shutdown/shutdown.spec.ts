import { describe, expect, it } from 'vitest';
import { silentLogger } from '../logger/logger.js';
import { closeInOrder } from './shutdown.js';

describe('closeInOrder', () => {
  it('closes everything in order, also after a step that fails', async () => {
    const closed: string[] = [];
    const step = (name: string, fails = false) => ({
      name,
      close: async () => {
        closed.push(name);
        if (fails) throw new Error(`${name} is stuck`);
      },
    });
    expect(await closeInOrder([step('api'), step('queue', true), step('store')], silentLogger)).toBe(false);
    expect(closed).toEqual(['api', 'queue', 'store']);
    expect(await closeInOrder([step('api')], silentLogger)).toBe(true);
  });
});
