import { describe, expect, it } from 'vitest';
import { countOf, fewOf } from './scope-words.js';

describe('words for a scope', () => {
  it('names the first two and counts the others', () => {
    expect(fewOf([])).toBe('');
    expect(fewOf(['prod-eu', 'prod-us'])).toBe('prod-eu, prod-us');
    expect(fewOf(['a', 'b', 'c', 'd'])).toBe('a, b +2');
  });

  it('counts in the plural', () => {
    expect(countOf(1, 'pod')).toBe('1 pod');
    expect(countOf(0, 'pod')).toBe('0 pods');
    expect(countOf(1240, 'pod')).toBe('1,240 pods');
  });
});
