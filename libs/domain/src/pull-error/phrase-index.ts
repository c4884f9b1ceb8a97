import { createPhraseScanner, type PhraseHits, type PhraseScanner } from './phrase-scanner.js';

/** Collects phrases from many catalogs, gives each text one id, and builds one scanner for all. */
export interface PhraseIndex {
  /** Id of a phrase; the same text always gets the same id. Only before `build`. */
  id(phrase: string): number;
  build(): PhraseScanner;
}

export function createPhraseIndex(): PhraseIndex {
  const ids = new Map<string, number>();
  return {
    id: (phrase) => {
      const known = ids.get(phrase);
      if (known !== undefined) return known;
      ids.set(phrase, ids.size);
      return ids.size - 1;
    },
    build: () => createPhraseScanner([...ids.keys()]),
  };
}

/** A phrase, or two halves of one with any text between them. */
export interface PhraseTest {
  readonly head: number;
  /** -1 where the phrase has no ` … `. */
  readonly tail: number;
}

/** Splits a phrase at its ` … ` and registers the halves. */
export function phraseTest(index: PhraseIndex, phrase: string): PhraseTest {
  const [head = '', tail, ...more] = phrase.split(' … ');
  if (more.length > 0) throw new Error(`a phrase has at most one gap: "${phrase}"`);
  return { head: index.id(head), tail: tail === undefined ? -1 : index.id(tail) };
}

/** Whether the phrase stands in the scanned text; with a gap, the halves in their order. */
export function isFound(test: PhraseTest, hits: PhraseHits): boolean {
  const start = hits.first(test.head);
  return start >= 0 && (test.tail === -1 || hits.last(test.tail) > start);
}
