import { afterEach, describe, expect, it, vi } from 'vitest';
import { peer } from './peers.js';

afterEach(() => vi.unstubAllEnvs());

describe('peer', () => {
  it('finds a program on the PATH', () => {
    expect(peer('sh')).toEqual({ path: expect.stringMatching(/\/sh$/), reason: null });
  });

  it('says why a spec does not run', () => {
    vi.stubEnv('PULLTRACE_REQUIRE_PEERS', '');
    expect(peer('no-such-program')).toEqual({ path: null, reason: 'no-such-program is not installed here' });
  });

  it('fails where every peer is demanded', () => {
    vi.stubEnv('PULLTRACE_REQUIRE_PEERS', '1');
    expect(() => peer('no-such-program')).toThrow(/PULLTRACE_REQUIRE_PEERS=1/);
  });
});
