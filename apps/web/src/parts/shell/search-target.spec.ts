import { describe, expect, it } from 'vitest';
import { searchTarget } from './search-target.js';

describe('searchTarget', () => {
  it.each([
    ['7f3a6ce', '/commits/7f3a6ce'],
    [' 7F3A6CE1 ', '/commits/7f3a6ce1'],
    ['a'.repeat(64), `/commits/${'a'.repeat(64)}`],
    ['7f3a6c', '/trace?image=7f3a6c'],
    ['a'.repeat(65), `/trace?image=${'a'.repeat(65)}`],
    ['nginx', '/trace?image=nginx'],
    ['ghcr.io/acme/api:1.9.0', '/trace?image=ghcr.io%2Facme%2Fapi%3A1.9.0'],
    ['x&y#z', '/trace?image=x%26y%23z'],
  ])('leads %j to %s', (text, path) => {
    expect(searchTarget(text)).toBe(path);
  });

  it('leads nowhere without words', () => {
    expect(searchTarget('  ')).toBeNull();
  });
});
