import { createPhraseScanner, type PhraseHits, type PhraseScanner } from './phrase-scanner.js';

/** Most phrases an index takes; tables by phrase have this many places. */
export const PHRASE_CAPACITY = 4096;

const NONE = -1;

/** Collects phrases from many catalogs, gives each text one id, and builds one scanner for all. */
export interface PhraseIndex {
  /** Id of a phrase; the same text always gets the same id. Only before `build`. */
  id(phrase: string): number;
  /** A bit of its own for a group of phrases, so that one look tells that none of them was found. */
  group(ids: readonly number[]): number;
  build(): PhraseScanner;
}

/** An empty index. */
export function createPhraseIndex(): PhraseIndex {
  const ids = new Map<string, number>();
  const groups = new Int32Array(PHRASE_CAPACITY);
  let count = 0;
  return {
    id: (phrase) => {
      const known = ids.get(phrase);
      if (known !== undefined) return known;
      if (ids.size === PHRASE_CAPACITY) throw new Error('the catalogs have too many phrases');
      ids.set(phrase, ids.size);
      return ids.size - 1;
    },
    group: (members) => {
      if (count === 31) throw new Error('there are no more than 31 groups of phrases');
      const bit = 1 << count++;
      for (const id of members) groups[id] = (groups[id] ?? 0) | bit;
      return bit;
    },
    build: () => createPhraseScanner([...ids.keys()], [...groups]),
  };
}

/** A text with what the scanner found in it. */
export interface ScannedText {
  readonly text: string;
  /** The text as it was scanned: of the same length, with bare tags blanked out. */
  readonly nameless: string;
  readonly hits: PhraseHits;
  readonly scanner: PhraseScanner;
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
export function isFound({ head, tail }: PhraseTest, hits: PhraseHits): boolean {
  const start = hits.first(head);
  return start >= 0 && (tail === -1 || hits.last(tail) > start);
}

/** Gives phrases a value each and answers the values of those found. */
export interface PhraseTable<T> {
  /** The value of the phrase that stands first in the table, among those found. */
  first(hits: PhraseHits): T | null;
  /** The values of all phrases found. */
  all(hits: PhraseHits): readonly T[];
  /** Positions behind the phrases found, in the order of the table. */
  endsOf(scanned: ScannedText): readonly number[];
}

const NOTHING: readonly never[] = [];

/** Builds a table; looking into it costs the phrases found, not the phrases it has. */
export function phraseTable<T>(index: PhraseIndex, rows: readonly (readonly [string, T])[]): PhraseTable<T> {
  const ranks = new Int16Array(PHRASE_CAPACITY).fill(NONE);
  const ids = rows.map(([phrase]) => index.id(phrase));
  ids.forEach((id, rank) => {
    if (ranks[id] === NONE) ranks[id] = rank;
  });
  const bit = index.group(ids);
  const ranksOf = ({ found, foundCount }: PhraseHits): number[] => {
    const met: number[] = [];
    for (let at = 0; at < foundCount; at += 1) {
      const rank = ranks[found[at] as number] as number;
      if (rank !== NONE) met.push(rank);
    }
    return met;
  };
  return {
    first: (hits) => {
      if ((hits.groups & bit) === 0) return null;
      return rows[Math.min(...ranksOf(hits))]?.[1] ?? null;
    },
    all: (hits) => {
      if ((hits.groups & bit) === 0) return NOTHING;
      return ranksOf(hits).map((rank) => (rows[rank] as readonly [string, T])[1]);
    },
    endsOf: ({ hits, scanner }) => {
      if ((hits.groups & bit) === 0) return NOTHING;
      const met = ranksOf(hits);
      if (met.length > 1) met.sort((a, b) => a - b);
      return met.map((rank) => hits.first(ids[rank] as number) + scanner.length(ids[rank] as number));
    },
  };
}
