import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from './shorten.js';

describe('shorten', () => {
  it('keeps what fits', () => {
    expect(shorten('payments', 8)).toBe('payments');
    expect(shorten('🚀🚀🚀🚀', 4)).toBe('🚀🚀🚀🚀');
  });

  it('keeps both ends of what does not', () => {
    expect(shorten('registry.acme.test/shop/api:1.9.0', 16)).toBe('registry.a…1.9.0');
  });

  it('never has more characters than asked for, and never half a one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 50 }), (text, most) => {
        const short = shorten(text, most);
        expect(Array.from(short).length).toBeLessThanOrEqual(most);
        expect(short).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
