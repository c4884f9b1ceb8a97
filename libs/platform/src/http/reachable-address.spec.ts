import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.js';
import { isReachable } from './reachable-address.js';

const octet = fc.integer({ min: 0, max: 255 });
const hex = (value: number) => value.toString(16);

/** An IPv4 address in every way that IPv6 can carry it. */
function disguises([a, b, c, d]: readonly [number, number, number, number]): readonly string[] {
  const words = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
  return [
    `::ffff:${a}.${b}.${c}.${d}`,
    `::ffff:${words}`,
    `0:0:0:0:0:FFFF:${words}`,
    `::${words}`,
    `64:ff9b::${words}`,
    `64:ff9b:1::${words}`,
    `2002:${words}::1`,
  ];
}

/** RFC 1918, RFC 6598, RFC 3927, loopback, multicast and the other special ranges, written out anew. */
function isSpecial([a, b, c]: readonly [number, number, number, number]): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 192 && b === 88 && c === 99) ||
    (a === 198 && (b === 18 || b === 19)) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113)
  );
}

/** Addresses near the borders of the special ranges, and any others. */
const ipv4 = fc.oneof(
  fc.tuple(octet, octet, octet, octet),
  fc.tuple(
    fc.constantFrom(0, 9, 10, 11, 99, 100, 101, 126, 127, 128, 169, 172, 192, 198, 203, 223, 224, 255),
    fc.constantFrom(0, 15, 16, 17, 18, 19, 31, 32, 51, 63, 64, 88, 127, 128, 168, 253, 254, 255),
    fc.constantFrom(0, 1, 2, 99, 100, 113, 169, 255),
    octet,
  ),
);

describe('isPublicAddress', () => {
  it('tells every special IPv4 address from a public one', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(isPublicAddress(address.join('.'))).toBe(!isSpecial(address));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no IPv4 address in the clothes of IPv6', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        for (const disguise of disguises(address)) expect(isPublicAddress(disguise), disguise).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('takes unique local, link-local and multicast IPv6 addresses for what they are', () => {
    const word = fc.integer({ min: 0, max: 0xffff }).map(hex);
    const rest = fc.array(word, { minLength: 7, maxLength: 7 });
    const head = fc.oneof(
      fc.integer({ min: 0xfc00, max: 0xfdff }),
      fc.integer({ min: 0xfe80, max: 0xfeff }),
      fc.integer({ min: 0xff00, max: 0xffff }),
    );
    fc.assert(
      fc.property(head, rest, (first, others) => {
        expect(isPublicAddress([hex(first), ...others].join(':'))).toBe(false);
      }),
    );
  });

  it.each(['8.8.8.8', '2606:4700::1111', '193.99.144.80'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['', 'host', '1.2.3', '0x7f.1', 'fe80::1%eth0', '1.2.3.4 '])('"%s" is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('isReachable', () => {
  it('is what is public, for a host that nobody named', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          ipv4.map((address) => address.join('.')),
          fc.ipV6(),
        ),
        (address) => {
          expect(isReachable(address, false)).toBe(isPublicAddress(address));
        },
      ),
    );
  });

  it.each(['127.0.0.1', '10.1.2.3', '192.168.0.1', '100.64.1.1', '::1', 'fd12::1'])(
    'lets a named host be at %s',
    (address) => {
      expect(isReachable(address, true)).toBe(true);
    },
  );

  it('keeps link-local addresses shut, named or not and however they are written', () => {
    fc.assert(
      fc.property(octet, octet, (c, d) => {
        const linkLocal = [169, 254, c, d] as const;
        for (const address of [linkLocal.join('.'), ...disguises(linkLocal), `fe80::${hex(c)}%eth0`]) {
          expect(isReachable(address, true), address).toBe(false);
        }
      }),
    );
  });
});
