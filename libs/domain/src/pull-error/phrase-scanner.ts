/**
 * Finds many fixed phrases in one text in a single pass (Aho and Corasick, "Efficient string
 * matching", CACM 18(6), 1975).
 *
 * A pull error is compared with several hundred wordings. One automaton over all of them reads
 * each character once, so the cost grows with the text and not with the catalog, and no input can
 * make it grow faster than that.
 *
 * Phrases are written in lower case and match in any case. Marks in a phrase:
 * `^` at the start: only at the start of the text. `*` at an end: the match may be glued to a name
 * on that side. Without `*`, the ends are word boundaries, so that an image called
 * `acme/unauthorized:v1` never reads as the word *unauthorized*.
 */

/** Where each phrase was found. Valid until the scanner's next `scan`. */
export interface PhraseHits {
  /** Ids of the phrases found, in the order of their first occurrence's end. */
  readonly found: readonly number[];
  /** Start of the first occurrence, or -1. */
  first(id: number): number;
  /** Start of the last occurrence, or -1. */
  last(id: number): number;
}

export interface PhraseScanner {
  /** Length of the phrase without its marks, in characters. */
  length(id: number): number;
  scan(text: string): PhraseHits;
}

interface Phrase {
  readonly word: string;
  readonly atStart: boolean;
  readonly boundBefore: boolean;
  readonly boundAfter: boolean;
  /** A single word must also not be glued to a `:`; a tag could spell it. */
  readonly single: boolean;
}

const NONE = -1;

function readPhrase(text: string): Phrase {
  const atStart = text.startsWith('^');
  const body = atStart ? text.slice(1) : text;
  const openBefore = body.startsWith('*');
  const openAfter = body.endsWith('*');
  const word = body.slice(openBefore ? 1 : 0, openAfter ? -1 : undefined);
  if (word === '' || word !== word.toLowerCase()) {
    throw new Error(`a phrase must be lower case and not empty: "${text}"`);
  }
  return {
    word,
    atStart,
    boundBefore: !openBefore && isNameCode(word.charCodeAt(0)),
    boundAfter: !openAfter && isNameCode(word.charCodeAt(word.length - 1)),
    single: !word.includes(' '),
  };
}

/** Letters, digits and the characters that continue an image name, a host or a path. */
function isNameCode(code: number): boolean {
  return isWordCode(code) || code === 0x2d || code === 0x2e || code === 0x2f || code === 0x40;
}

function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f
  );
}

function boundBefore(text: string, start: number, single: boolean): boolean {
  if (start === 0) return true;
  const code = text.charCodeAt(start - 1);
  return !isNameCode(code) && !(single && code === 0x3a);
}

function boundAfter(text: string, end: number, single: boolean): boolean {
  const code = text.charCodeAt(end);
  if (Number.isNaN(code)) return true;
  // A full stop or a colon ends a sentence or a wrapper unless a name goes on behind it.
  if (code === 0x2e || code === 0x3a) return !(single && isWordCode(text.charCodeAt(end + 1)));
  return !isNameCode(code);
}

/** Quotes and brackets may stand before a text that is quoted as a whole. */
function atTextStart(text: string, start: number): boolean {
  for (let index = start - 1; index >= 0; index -= 1) {
    const code = text.charCodeAt(index);
    if (start - index > 3 || (code !== 0x22 && code !== 0x27 && code !== 0x28 && code !== 0x5b)) return false;
  }
  return true;
}

/** A dense automaton: `next[(state << shift) | symbol]`. State 0 is the start. */
interface Automaton {
  readonly symbols: Uint8Array;
  readonly next: Uint16Array;
  /** Phrase that ends in a state, by state; -1 for none. */
  readonly ends: Int32Array;
  /** Nearest state, following suffixes, in which a phrase ends; 0 for none. */
  readonly suffix: Uint16Array;
  /** 1 where a phrase ends in the state or in one of its suffixes. */
  readonly reports: Uint8Array;
  /** Next phrase of the same word with other marks, by phrase; -1 for none. */
  readonly twins: Int32Array;
  readonly shift: number;
}

function alphabetOf(phrases: readonly Phrase[]): { symbols: Uint8Array; shift: number } {
  const symbols = new Uint8Array(128);
  let count = 1;
  for (const { word } of phrases) {
    for (let index = 0; index < word.length; index += 1) {
      const code = word.charCodeAt(index);
      if (code > 127) throw new Error(`a phrase must be ASCII: "${word}"`);
      if (symbols[code] === 0) symbols[code] = count++;
    }
  }
  for (let code = 0x41; code <= 0x5a; code += 1) symbols[code] = symbols[code + 32] ?? 0;
  return { symbols, shift: Math.ceil(Math.log2(Math.max(count, 2))) };
}

function buildAutomaton(phrases: readonly Phrase[]): Automaton {
  const { symbols, shift } = alphabetOf(phrases);
  const most = 1 + phrases.reduce((sum, { word }) => sum + word.length, 0);
  if (most > 0xffff) throw new Error('too many phrases for 16-bit states');
  const next = new Uint16Array(most << shift);
  const ends = new Int32Array(most).fill(NONE);
  const twins = new Int32Array(phrases.length).fill(NONE);
  let count = 1;
  phrases.forEach(({ word }, id) => {
    let state = 0;
    for (let index = 0; index < word.length; index += 1) {
      const edge = (state << shift) | (symbols[word.charCodeAt(index)] ?? 0);
      if (next[edge] === 0) next[edge] = count++;
      state = next[edge] ?? 0;
    }
    twins[id] = ends[state] ?? NONE;
    ends[state] = id;
  });
  const suffix = linkSuffixes(next, ends, count, shift);
  const reports = new Uint8Array(count);
  for (let state = 0; state < count; state += 1) {
    reports[state] = ends[state] !== NONE || suffix[state] !== 0 ? 1 : 0;
  }
  return { symbols, next: next.slice(0, count << shift), ends, suffix, reports, twins, shift };
}

/** Completes the transitions breadth first and returns the suffix states in which a phrase ends. */
function linkSuffixes(next: Uint16Array, ends: Int32Array, count: number, shift: number): Uint16Array {
  const fail = new Uint16Array(count);
  const suffix = new Uint16Array(count);
  const queue = [0];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    for (let symbol = 0; symbol < 1 << shift; symbol += 1) {
      const edge = (state << shift) | symbol;
      const target = next[edge] ?? 0;
      const shorter = state === 0 ? 0 : (next[((fail[state] ?? 0) << shift) | symbol] ?? 0);
      if (target === 0) {
        next[edge] = shorter;
        continue;
      }
      fail[target] = shorter;
      suffix[target] = ends[shorter] === NONE ? (suffix[shorter] ?? 0) : shorter;
      queue.push(target);
    }
  }
  return suffix;
}

/** Builds a scanner; phrase ids are positions in `texts`. */
export function createPhraseScanner(texts: readonly string[]): PhraseScanner {
  const phrases = texts.map(readPhrase);
  const { symbols, next, ends, suffix, reports, twins, shift } = buildAutomaton(phrases);
  const firstAt = new Int32Array(phrases.length).fill(NONE);
  const lastAt = new Int32Array(phrases.length).fill(NONE);
  const hits = {
    found: [] as number[],
    first: (id: number) => firstAt[id] ?? NONE,
    last: (id: number) => lastAt[id] ?? NONE,
  };

  const note = (text: string, id: number, end: number): void => {
    const phrase = phrases[id] as Phrase;
    const start = end - phrase.word.length;
    if (phrase.boundBefore && !boundBefore(text, start, phrase.single)) return;
    if (phrase.boundAfter && !boundAfter(text, end, phrase.single)) return;
    if (phrase.atStart && !atTextStart(text, start)) return;
    if (firstAt[id] === NONE) {
      firstAt[id] = start;
      hits.found.push(id);
    }
    lastAt[id] = start;
  };
  const report = (text: string, state: number, end: number): void => {
    for (let at = ends[state] === NONE ? (suffix[state] ?? 0) : state; at !== 0; at = suffix[at] ?? 0) {
      for (let id = ends[at] ?? NONE; id !== NONE; id = twins[id] ?? NONE) note(text, id, end);
    }
  };

  return {
    length: (id) => phrases[id]?.word.length ?? 0,
    scan: (text) => {
      for (const id of hits.found) {
        firstAt[id] = NONE;
        lastAt[id] = NONE;
      }
      hits.found = [];
      let state = 0;
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        state = next[(state << shift) | (code < 128 ? (symbols[code] as number) : 0)] as number;
        if (reports[state] === 1) report(text, state, index + 1);
      }
      return hits;
    },
  };
}
