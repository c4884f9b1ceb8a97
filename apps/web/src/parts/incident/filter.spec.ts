import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, filterFrom, isNarrowed, questionOf } from './filter.js';

const usual = { state: 'open', cause: '', cluster: '', namespace: '' } as const;

describe('the filter of the list', () => {
  it('is the open incidents when the address says nothing or nonsense', () => {
    expect(filterFrom(new URLSearchParams(''))).toEqual(usual);
    expect(filterFrom(new URLSearchParams('state=broken&cause=%20'))).toEqual(usual);
  });

  it('asks the API for a state unless all are wanted', () => {
    expect(String(questionOf(usual))).toBe('state=open');
    expect(String(questionOf({ ...usual, state: 'all', cluster: 'prod-eu' }))).toBe('cluster=prod-eu');
  });

  it('keeps the usual view at the plain address', () => {
    expect(String(addressOf(usual))).toBe('');
    expect(String(addressOf({ ...usual, state: 'resolved', cause: 'tag_deleted' }))).toBe(
      'cause=tag_deleted&state=resolved',
    );
  });

  it('knows when something narrows it', () => {
    expect(isNarrowed({ ...usual, state: 'all' })).toBe(false);
    expect(isNarrowed({ ...usual, namespace: 'shop' })).toBe(true);
  });

  it('comes back from its own address', () => {
    const word = fc.string().map((text) => text.trim());
    const filter = fc.record({
      state: fc.constantFrom('open' as const, 'resolved' as const, 'all' as const),
      cause: word,
      cluster: word,
      namespace: word,
    });
    fc.assert(
      fc.property(filter, (one) => {
        expect(filterFrom(new URLSearchParams(String(addressOf(one))))).toEqual(one);
      }),
    );
  });
});
