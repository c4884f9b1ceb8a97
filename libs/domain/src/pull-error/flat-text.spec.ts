import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatText } from './flat-text.js';
import { createPhraseScanner } from './phrase-scanner.js';

describe('flattening a text', () => {
  it.each([
    ['a \\"b\\" c', 'a "b" c'],
    ['a \\\\\\"b\\\\\\" c', 'a "b" c'],
    ['a\\r\\nb\\tc', 'a b c'],
    ['a\n\t  b', 'a b'],
    ['\u001b[31;1mred\u001b[0m', 'red'],
    ['Head \u201chttps://x\u201d \u2018y\u2019', 'Head "https://x" \'y\''],
    ['?a=1\\u0026b=\\u003cc\\u003e', '?a=1&b=<c>'],
    ['\u2502 code = x\u2502\u00a0y', ' code = x y'],
    ['plain text: stays, as it is', 'plain text: stays, as it is'],
  ])('%j reads %j', (text, flat) => {
    expect(flatText(text)).toBe(flat);
  });

  it('always makes a text that can be scanned, and has nothing left to do', () => {
    const scanner = createPhraseScanner(['a'], []);
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(
          '\\',
          '"',
          'n',
          'u',
          '0',
          '5',
          'c',
          ' ',
          '\n',
          '\u001b',
          '[',
          'm',
          '\ud800',
          '\u201c',
        ),
        maxLength: 60,
      }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const flat = flatText(value);
        expect(scanner.scan(flat)).not.toBeNull();
        expect(flatText(flat)).toBe(flat);
      }),
      { numRuns: 20_000 },
    );
  });
});
