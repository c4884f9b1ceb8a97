import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhrase } from './phrase.js';
import { createPhraseScanner } from './phrase-scanner.js';

const RUNS = { numRuns: 10_000 };

/** Phrase and start of every occurrence. */
function occurrences(
  phrases: readonly string[],
  text: string,
): readonly (readonly [string, number])[] | null {
  const hits = createPhraseScanner(phrases, []).scan(text);
  if (hits === null) return null;
  const pairs: (readonly [string, number])[] = [];
  for (let i = 0; i < hits.trailLength; i += 2)
    pairs.push([phrases[hits.trail[i] ?? 0] ?? '', hits.trail[i + 1] ?? 0]);
  return pairs;
}

describe('finding phrases', () => {
  it('finds every occurrence, in any case, and tells the first and the last', () => {
    const scanner = createPhraseScanner(['not found', 'no space left'], []);
    const hits = scanner.scan('a: Not Found: b: NOT FOUND');
    expect([hits?.found[0], hits?.foundCount]).toEqual([0, 1]);
    expect([hits?.first(0), hits?.last(0), hits?.first(1)]).toEqual([3, 17, -1]);
    expect(scanner.length(0)).toBe(9);
  });

  it('forgets the text before', () => {
    const scanner = createPhraseScanner(['denied: *'], []);
    scanner.scan('denied: x');
    expect(scanner.scan('nothing')?.first(0)).toBe(-1);
  });

  it('finds phrases that start alike and end inside one another', () => {
    expect(occurrences(['failed', 'failed to', 'failed to pull', 'to'], 'failed to pull')).toEqual([
      ['failed', 0],
      ['failed to', 0],
      ['to', 7],
      ['failed to pull', 0],
    ]);
  });

  it.each([
    ['acme/unauthorized:v1', 'path and tag'],
    ['unauthorized.acme.test', 'host'],
    ['pre-unauthorized', 'joined word'],
    ['"unauthorized"', 'quoted name'],
    ['name=unauthorized', 'value'],
    ['tag:unauthorized', 'tag'],
    ['unauthorized:v1', 'name with a tag'],
    ['unauthorized2', 'longer word'],
  ])('does not read a word out of %s (%s)', (text) => {
    expect(occurrences(['unauthorized'], text)).toEqual([]);
  });

  it.each(['unauthorized', 'x: unauthorized.', '(unauthorized)', 'unauthorized: a', '"unauthorized, "'])(
    'reads the word in %s',
    (text) => {
      expect(occurrences(['unauthorized'], text)).toHaveLength(1);
    },
  );

  it('lets a sentence of several words be glued to punctuation', () => {
    expect(occurrences(['not found'], '1:not found.Error')).toHaveLength(1);
    expect(occurrences(['not found'], 'not founded')).toEqual([]);
  });

  it('minds the marks: ^ only at the start of the text, * open at the end', () => {
    expect(occurrences(['^lookup'], '("lookup x')).toHaveLength(1);
    expect(occurrences(['^lookup'], 'a lookup x')).toEqual([]);
    expect(occurrences(['hap429*', 'hap429'], 'hap4291')).toEqual([['hap429*', 0]]);
  });

  it('starts a phrase without a leading letter wherever its first character stands', () => {
    expect(occurrences(['/manifests/sha256:*', ': eof'], 'x/manifests/sha256:0c1d: EOF')).toHaveLength(2);
  });

  it.each(['a\\b', 'a\nb', 'a  b', 'a\u00a0b', 'a\u201cb'])('asks to flatten %j first', (text) => {
    expect(occurrences(['a'], text)).toBeNull();
  });

  it('remembers which groups of phrases were met', () => {
    const scanner = createPhraseScanner(['one', 'two'], [1, 2]);
    expect(scanner.scan('two')?.groups).toBe(2);
    expect(scanner.scan('one two')?.groups).toBe(3);
  });

  it('keeps first and last right where the trail is full', () => {
    const hits = createPhraseScanner(['one'], []).scan('one '.repeat(2000));
    expect([hits?.first(0), hits?.last(0)]).toEqual([0, 7996]);
    expect(hits?.trailLength).toBeLessThan(1000);
  });

  it('agrees with looking for each phrase on its own', () => {
    const phrases = ['a', 'a b', 'ab', 'ab a b', 'b', 'b not found', 'not', 'not found', 'found a'];
    const scanner = createPhraseScanner(phrases, []);
    const piece = fc.constantFrom('a', 'ab', 'b', 'not', 'found', 'a-b', 'x', '\u00e9', '-', '/a', '@b');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join(' ');
        const hits = scanner.scan(text);
        phrases.forEach((phrase, id) => {
          const at = ` ${text} `.indexOf(` ${phrase} `);
          expect([text, phrase, hits?.first(id)]).toEqual([text, phrase, at]);
          expect(hits?.last(id)).toBe(` ${text} `.lastIndexOf(` ${phrase} `));
        });
      }),
      RUNS,
    );
  });
});

describe('reading a phrase', () => {
  it.each(['', '^', 'Upper', 'é', '*'])('refuses %j', (text) => {
    expect(() => readPhrase(text)).toThrow('not a phrase');
  });
});
