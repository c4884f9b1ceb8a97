import { describe, expect, it } from 'vitest';
import { hashToken, newToken } from './token.js';

describe('newToken', () => {
  it('names its scope and carries 256 random bits', () => {
    const tokens = Array.from({ length: 50 }, () => newToken('ingest'));
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(token).toMatch(/^pt_ingest_[A-Za-z0-9_-]{43}$/);
  });

  it('is kept as a SHA-256', () => {
    expect(hashToken('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
