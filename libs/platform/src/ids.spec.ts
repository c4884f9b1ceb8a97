import { describe, expect, it } from 'vitest';
import { createIdSource, uuidv7 } from './ids.js';

describe('uuidv7', () => {
  // RFC 9562, appendix A.6: the example's timestamp and random bits.
  it('is the example of the specification', () => {
    const random = Buffer.from('0cc318c4dc0c0c07398f', 'hex');
    expect(uuidv7(new Date('2022-02-22T19:22:22.000Z'), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });
});

describe('createIdSource', () => {
  it('makes distinct ids that sort by time', () => {
    const next = createIdSource();
    const ids = Array.from({ length: 2000 }, (_, index) => next(new Date(1_700_000_000_000 + index)));
    expect(new Set(ids).size).toBe(2000);
    expect([...ids].sort()).toEqual(ids);
  });
});
