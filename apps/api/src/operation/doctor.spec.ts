import { describe, expect, it } from 'vitest';
import { doctor } from './doctor.js';

const OPERATIONS = { ping: async () => undefined, activity: async () => [], sources: async () => [] };

function ask(more: Partial<Parameters<typeof doctor>[0]>) {
  return doctor({ operations: OPERATIONS, queueReady: async () => true, warnings: [], ...more }, new Map())();
}

describe('doctor', () => {
  it('is not healthy without the database, and asks it nothing more', async () => {
    const away = async () => Promise.reject(new Error('away'));
    const { healthy, checks } = await ask({ operations: { ...OPERATIONS, ping: away, activity: away } });
    expect(healthy).toBe(false);
    expect(checks.find(({ name }) => name === 'database')).toMatchObject({ status: 'failed' });
    expect(checks.some(({ name }) => name.startsWith('feed'))).toBe(false);
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('away'))],
    ['hangs', () => new Promise<boolean>(() => undefined)],
    ['says no', async () => false],
  ])('warns of a queue that %s', async (_what, queueReady) => {
    const { healthy, checks } = await ask({ queueReady });
    expect(healthy).toBe(true);
    expect(checks.find(({ name }) => name === 'queue')).toMatchObject({ status: 'warning' });
  });

  it('passes the warnings of the configuration on', async () => {
    const { checks } = await ask({ warnings: ['a secret is short'] });
    expect(checks[0]).toEqual({ name: 'configuration', status: 'warning', detail: 'a secret is short' });
  });
});
