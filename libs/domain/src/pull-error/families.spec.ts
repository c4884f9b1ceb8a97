import { describe, expect, it } from 'vitest';
import { familyOf, PULL_ERROR_FAMILIES } from './families.js';
import { PULL_ERROR_CLASSES } from './types.js';

describe('families of pull errors', () => {
  it('gives every class a family and every family a class', () => {
    expect(new Set(PULL_ERROR_CLASSES.map(familyOf))).toEqual(new Set(PULL_ERROR_FAMILIES));
  });

  it('keeps a missing child with the absent ones and a lost cause with the unknown ones', () => {
    expect(familyOf('child_missing')).toBe('absent');
    expect(familyOf('backoff_only')).toBe('unknown');
  });

  it('never puts a refused credential beside a missing tag', () => {
    expect(familyOf('auth')).not.toBe(familyOf('not_found'));
  });
});
