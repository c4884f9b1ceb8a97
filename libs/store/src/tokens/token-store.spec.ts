import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { minute } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
const token = (id: string, name: string, secret: string, at = 0) => ({
  id,
  name,
  scope: 'read' as const,
  hash: hashOf(secret),
  createdAt: new Date(minute(at)),
});

it('finds a token by its hash until it is revoked', async () => {
  await store.tokens.create(token('t1', 'page', 'secret'));
  const known = { id: 't1', name: 'page', scope: 'read', createdAt: minute(0), revokedAt: null };
  expect(await store.tokens.byHash(hashOf('secret'))).toEqual(known);
  expect(await store.tokens.byHash(hashOf('another'))).toBeNull();
  expect(await store.tokens.revoke('t1', new Date(minute(5)))).toBe(1);
  expect(await store.tokens.byHash(hashOf('secret'))).toBeNull();
  expect(await store.tokens.list()).toEqual([{ ...known, revokedAt: minute(5) }]);
});

it('revokes all tokens of a name, each once', async () => {
  await store.tokens.create(token('t1', 'agent', 'one'));
  await store.tokens.create(token('t2', 'agent', 'two', 1));
  expect(await store.tokens.revoke('agent', new Date(minute(5)))).toBe(2);
  expect(await store.tokens.revoke('agent', new Date(minute(6)))).toBe(0);
  expect((await store.tokens.list()).map(({ id }) => id)).toEqual(['t1', 't2']);
});

it('keeps one token of a preset name, whose secret and scope are the latest', async () => {
  await store.tokens.preset({ ...token('t1', 'bootstrap', 'old'), scope: 'admin' });
  await store.tokens.preset({ ...token('t2', 'bootstrap', 'old', 1), scope: 'read' });
  expect(await store.tokens.byHash(hashOf('old'))).toMatchObject({ id: 't1', scope: 'read' });
  await store.tokens.preset({ ...token('t3', 'bootstrap', 'new', 2), scope: 'admin' });
  expect(await store.tokens.byHash(hashOf('old'))).toBeNull();
  expect(await store.tokens.byHash(hashOf('new'))).toMatchObject({ id: 't3', scope: 'admin' });
  await store.tokens.preset({ ...token('t4', 'bootstrap', 'old', 3), scope: 'admin' });
  expect(await store.tokens.byHash(hashOf('old'))).toMatchObject({ id: 't1', revokedAt: null });
  expect(await store.tokens.byHash(hashOf('new'))).toBeNull();
});

it('lets several processes preset the same token at the same time', async () => {
  const starts = ['a', 'b', 'c', 'd'].map((id) => store.tokens.preset(token(id, 'bootstrap', 'same')));
  await Promise.all(starts);
  expect(await store.tokens.list()).toHaveLength(1);
});
