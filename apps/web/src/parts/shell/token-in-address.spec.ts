import { describe, expect, it } from 'vitest';
import { takeTokenFromAddress } from './token-in-address.js';

/** A window at an address: what is left in the address bar, and the token that was taken. */
function visit(pathname: string, search: string, hash: string) {
  const seen: { address: string | null; token: string | null } = { address: null, token: null };
  const page = {
    location: { pathname, search, hash },
    history: {
      state: 'kept',
      replaceState: (_state: unknown, _title: string, address: string) => {
        seen.address = address;
      },
    },
  } as unknown as Pick<Window, 'location' | 'history'>;
  takeTokenFromAddress(page, {
    save: (token) => {
      seen.token = token;
    },
  });
  return seen;
}

describe('takeTokenFromAddress', () => {
  it('takes the token and leaves page and query', () => {
    expect(visit('/incidents/inc_1', '?a=1', '#token=pt_abc')).toEqual({
      address: '/incidents/inc_1?a=1',
      token: 'pt_abc',
    });
  });

  it('leaves an address without a token alone', () => {
    expect(visit('/', '', '#main')).toEqual({ address: null, token: null });
  });
});
