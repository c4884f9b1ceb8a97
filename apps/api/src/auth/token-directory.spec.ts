import { describe, expect, it } from 'vitest';
import type { TokenRecord, TokenStore } from '#pipeline';
import { hashToken } from '#platform';
import { TokenDirectory } from './token-directory.js';

const RECORD: TokenRecord = {
  id: '1',
  name: 'ci',
  scope: 'ingest',
  createdAt: '2026-01-01T00:00:00.000Z',
  revokedAt: null,
};

function directory() {
  let now = 0;
  let valid = true;
  const asked: string[] = [];
  const store = {
    byHash: async (hash: Buffer) => {
      asked.push(hash.toString('hex'));
      return valid && hash.equals(hashToken('known')) ? RECORD : null;
    },
  } as unknown as TokenStore;
  return {
    asked,
    holder: new TokenDirectory(store, () => new Date(now)),
    revoke: () => void (valid = false),
    wait: (ms: number) => void (now += ms),
  };
}

describe('TokenDirectory', () => {
  it('asks the store once a second for each token, by its hash alone', async () => {
    const { asked, holder, wait } = directory();
    expect(await holder.find('known')).toBe(RECORD);
    expect(await holder.find('known')).toBe(RECORD);
    expect(await holder.find('made up')).toBeNull();
    expect(await holder.find('made up')).toBeNull();
    expect(asked).toEqual([hashToken('known').toString('hex'), hashToken('made up').toString('hex')]);
    wait(1000);
    await holder.find('known');
    expect(asked).toHaveLength(3);
  });

  it('lets a revoked token in for less than a second', async () => {
    const { holder, revoke, wait } = directory();
    await holder.find('known');
    revoke();
    wait(1000);
    expect(await holder.find('known')).toBeNull();
  });

  it('forgets rather than growing without bound', async () => {
    const { asked, holder } = directory();
    await holder.find('known');
    for (let n = 0; n < 1000; n += 1) await holder.find(`made up ${n}`);
    await holder.find('known');
    expect(asked).toHaveLength(1002);
  });
});
