import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagContext } from '../types.js';
import { nearKeys } from './near-keys.js';
import { nearMiss } from './near-miss.js';

const SHA = '7f3a6ce1d0b9482f5e6c7a8b9d0e1f2a3b4c5d6e';

/** Pieces that tags are made of, chosen so that two random tags are often related. */
const piece = fc.constantFrom(
  ...`7f3a6ce 7f3a6ce1 ${SHA} 7F3A6CE 1234567 12345678 defaced gabcdef1 sha git build pr main Main api`.split(
    ' ',
  ),
  ...'feature X x v1 v vv1 1 01 1.0 1.10 1.2.3 0812345 42 8202758 8.202758e+06 12345e7 2024'.split(' '),
  ...'20240115 amd64 linux-arm64 x86_64 dirty alpine slim %!s(int64=42) _ 0 1_000 0x1f'.split(' '),
  'a'.repeat(60),
);
const separator = fc.constantFrom('-', '-', '-', '.', '_', '--', '', '/');
const tag = fc
  .array(fc.tuple(separator, piece), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([gap, text], i) => (i === 0 ? text : gap + text)).join(''));

type Respell = (tag: string) => string;
const respelling = fc.constantFrom<Respell>(
  (text) => `sha-${text}`,
  (text) => `build-${text}`,
  (text) => `api-${text}`,
  (text) => `main-${text}`,
  (text) => `v${text}`,
  (text) => `${text}-amd64`,
  (text) => `${text}-linux-amd64`,
  (text) => `${text}-alpine`,
  (text) => `${text}-dirty`,
  (text) => `${text}-12`,
  (text) => `${text}0`,
  (text) => `${text}.0`,
  (text) => text.slice(0, -1),
  (text) => text.toUpperCase(),
  (text) => text.replace(/[^a-z0-9]/gi, '-').toLowerCase(),
  (text) =>
    text
      .replace(/[^a-z0-9]/gi, '-')
      .toLowerCase()
      .slice(0, 63)
      .replace(/-+$/, ''),
  (text) => text.replaceAll('-', '_'),
  (text) => text.replaceAll('-', '--'),
  (text) => text.replace(/(^|\D)(\d)(?!\d)/g, '$10$2'),
  (text) => String(Number(text)),
  (text) => Number(text).toExponential(),
  (text) => `%!s(int64=${text})`,
);
const context = fc.constantFrom<TagContext>(
  {},
  { imageBasename: 'api' },
  { branches: ['main', 'feature/x', 'feature/X', `${'a'.repeat(60)}/b/c`], imageBasename: 'api' },
);

function expectSharedKey(a: string, b: string, around: TagContext): boolean {
  const related = nearMiss(a, b, around) !== null;
  if (related) {
    const keys = new Set(nearKeys(a));
    expect(nearKeys(b).some((key) => keys.has(key))).toBe(true);
  }
  return related;
}

describe('nearKeys', () => {
  it('are few, lower case and the same every time', () => {
    fc.assert(
      fc.property(fc.oneof(tag, fc.string({ unit: 'grapheme', maxLength: 140 })), (text) => {
        const keys = nearKeys(text);
        expect(keys.length).toBeLessThanOrEqual(7);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.map((key) => key.toLowerCase())).toEqual(keys);
        expect(nearKeys(text)).toEqual(keys);
      }),
      { numRuns: 10_000 },
    );
  });

  it('intersect for any two tags that are near-misses', () => {
    let related = 0;
    const pair = fc.oneof(
      fc.tuple(tag, tag),
      fc.tuple(tag, respelling).map(([text, respell]) => [text, respell(text)] as const),
      fc.tuple(tag, respelling, respelling).map(([text, one, other]) => [one(text), other(text)] as const),
    );
    fc.assert(
      fc.property(pair, context, ([a, b], around) => {
        if (expectSharedKey(a, b, around)) related++;
        if (expectSharedKey(b, a, around)) related++;
      }),
      { numRuns: 20_000 },
    );
    // A generator that relates nothing would prove nothing.
    expect(related).toBeGreaterThan(5_000);
  });

  it.each([
    ['7f3a6ce', ['s:7f3a6ce', 'c:7f3a6ce']],
    ['sha-7f3a6ce1', ['s:sha-7f3a6ce1', 'c:7f3a6ce']],
    ['v1.2.3-amd64', ['s:v1-2-3-amd64', 'v:1.2.3']],
    ['main-arm64', ['s:main-arm64', 's:main']],
    ['8.202758e+06', ['s:8-202758e-6', 'v:8.202758e+06', 'n:8202758']],
  ])('%s: %j', (text, keys) => {
    expect(nearKeys(text)).toEqual(keys);
  });
});
