import { describe, expect, it } from 'vitest';
import type { SourceAdapter } from '#pipeline';
import { PublicKeys } from './public-keys.js';

const URL_OF_KEYS = 'https://keys.vendor.test/certs';
const adapter = { id: 'vendor', keyUrl: () => URL_OF_KEYS } as unknown as SourceAdapter;
const delivery = { headers: {}, body: Buffer.alloc(0) };
const trusting = { id: 's', provider: 'vendor', secrets: [], trust: { identities: ['robin@acme.test'] } };

function keysOver(answers: (string | null)[]) {
  let now = 0;
  const asked: string[] = [];
  const keys = new PublicKeys(
    async (url) => {
      asked.push(url);
      return answers[asked.length - 1] ?? null;
    },
    () => new Date(now),
  );
  const lend = async () =>
    (await keys.lend({ adapter, settings: trusting }, delivery)).settings.publicKeys?.get(URL_OF_KEYS);
  return { asked, lend, wait: (ms: number) => void (now += ms), keys };
}

describe('PublicKeys', () => {
  it('fetches a key once an hour, also when many deliveries ask at once', async () => {
    const { asked, lend, wait } = keysOver(['first', 'second']);
    expect(await Promise.all([lend(), lend(), lend()])).toEqual(['first', 'first', 'first']);
    wait(3_599_000);
    expect(await lend()).toBe('first');
    wait(2_000);
    expect(await lend()).toBe('second');
    expect(asked).toHaveLength(2);
  });

  it('tries again soon after a failure, and not at once', async () => {
    const { asked, lend, wait } = keysOver([null, 'late']);
    expect(await lend()).toBeUndefined();
    expect(await lend()).toBeUndefined();
    expect(asked).toHaveLength(1);
    wait(10_001);
    expect(await lend()).toBe('late');
  });

  it('asks nobody for a source that trusts no vendor', async () => {
    const { asked, keys } = keysOver(['never']);
    const source = { adapter, settings: { id: 's', provider: 'vendor', secrets: ['x'] } };
    expect(await keys.lend(source, delivery)).toBe(source);
    expect(asked).toEqual([]);
  });
});
