import { describe, expect, it } from 'vitest';
import { shortCommit, shortDigest } from './short-id.js';

describe('short ids', () => {
  it('shortens commits and digests, and leaves what is short', () => {
    expect(shortCommit('7f3a6ce1d20b')).toBe('7f3a6ce');
    expect(shortDigest(`sha256:${'3fd1'.repeat(16)}`)).toBe('sha256:3fd13fd13fd1…');
    expect(shortDigest('sha256:3fd1')).toBe('sha256:3fd1');
    expect(shortDigest('odd')).toBe('odd');
  });
});
