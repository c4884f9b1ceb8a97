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
  const naming = (id: string) => keys.document(URL_OF_KEYS, { naming: id });
  return { asked, lend, naming, wait: (ms: number) => void (now += ms), keys };
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

  it('asks again for a key that a kept document lacks, once a minute at most', async () => {
    const { asked, naming, wait } = keysOver(['k1', 'k1 k2', 'k1 k2']);
    expect(await naming('k1')).toBe('k1');
    expect(await naming('k2')).toBe('k1');
    wait(60_000);
    expect(await Promise.all([naming('k1'), naming('k1')])).toEqual(['k1', 'k1']);
    expect(asked).toHaveLength(1);
    expect(await naming('k2')).toBe('k1 k2');
    expect(await naming('made up')).toBe('k1 k2');
    expect(asked).toHaveLength(2);
  });

  it('asks nobody for a source that trusts no vendor', async () => {
    const { asked, keys } = keysOver(['never']);
    const source = { adapter, settings: { id: 's', provider: 'vendor', secrets: ['x'] } };
    expect(await keys.lend(source, delivery)).toBe(source);
    expect(asked).toEqual([]);
  });
});
