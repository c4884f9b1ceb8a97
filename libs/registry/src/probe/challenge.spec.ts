import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChallenge } from './challenge.js';

describe('readChallenge', () => {
  it.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull"',
      { scheme: 'bearer', realm: 'https://auth.docker.io/token', service: 'registry.docker.io' },
    ],
    ['bearer Realm=https://a.test/t', { scheme: 'bearer', realm: 'https://a.test/t', service: null }],
    [
      'Basic realm="x, bearer", Bearer realm="https://a.test/\\"q"',
      { scheme: 'bearer', realm: 'https://a.test/"q', service: null },
    ],
    ['Basic realm="Registry Realm"', { scheme: 'basic' }],
    ['Basic', { scheme: 'basic' }],
    ['Bearer service="no realm"', null],
    ['Digest realm="x"', null],
    ['', null],
    [undefined, null],
  ])('%s', (header, challenge) => {
    expect(readChallenge(header)).toEqual(challenge);
  });

  it('reads anything without failing', () => {
    const piece = fc.constantFrom(
      'Bearer',
      'Basic',
      ' ',
      ',',
      '"',
      '\\',
      '=',
      'realm',
      'https://a.test',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const challenge = readChallenge(pieces.join(''));
        expect(challenge === null || challenge.scheme === 'basic' || challenge.realm !== '').toBe(true);
      }),
    );
  });
});
