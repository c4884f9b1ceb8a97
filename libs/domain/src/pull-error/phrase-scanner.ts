import { type Phrase, readPhrase } from './phrase.js';
import { buildTrie, ENDS, type PhraseTrie, ROW_SHIFT, SYMBOL_BITS, SYMBOL_MASK } from './phrase-trie.js';
import { JOINT, markedText, markTable, markText, WORD } from './text-marks.js';

/**
 * Finds many fixed phrases in one text in a single pass.
 *
 * A pull error is compared with several hundred wordings. All of them stand in one trie; the text
 * is read once, and only where a word begins is the trie followed, as far as the text agrees. The
 * work per character is bounded by the longest phrase, whatever the text and however many phrases
 * there are, so the cost grows with the length of the text alone.
 */
export interface PhraseScanner {
  /** Length of the phrase without its marks, in characters. */
  length(id: number): number;
  /** Scans the text, or answers `null` when `flatText` has to change it first. */
  scan(text: string): PhraseHits | null;
}

/** Where each phrase was found. Valid until the scanner's next `scan`. */
export interface PhraseHits {
  /** Ids of the phrases found, each once, in the order they were met. */
  readonly found: readonly number[];
  /** Which groups of phrases (see `groups` of `createPhraseScanner`) have one that was found, as bits. */
  readonly groups: number;
  /** Id and start of every occurrence, in the order of the text: `[id, start, id, start, …]`. */
  readonly trail: readonly number[];
  /** Start of the first occurrence, or -1. */
  first(id: number): number;
  /** Start of the last occurrence, or -1. */
  last(id: number): number;
}

/** Occurrences beyond this many are in `first` and `last` only. No real message comes near. */
const TRAIL_LIMIT = 512;
/** Shorter texts share one buffer; longer ones get their own, so that it stays small. */
const SHARED_LENGTH = 1 << 14;

const NONE = -1;

/** Whether nothing glues a phrase to what follows it. */
function endsThere(text: string, marked: Uint16Array, end: number, phrase: Phrase): boolean {
  const value = marked[end] as number;
  if ((value & WORD) !== 0) return false;
  const char = text.charAt(end);
  // A full stop or a colon ends a sentence or a wrapper unless a name goes on behind it.
  if (char === '.' || char === ':') return !phrase.single || ((marked[end + 1] ?? 0) & WORD) === 0;
  return (value & JOINT) === 0;
}

/** Whether a single word is a quoted name, a tag behind its colon or a value behind its `=`. */
function isName(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  return (
    before === ':' || before === '=' || ((before === '"' || before === "'") && text.charAt(end) === before)
  );
}

/** Quotes and brackets may stand before a text that is quoted as a whole. */
function opensText(text: string, start: number): boolean {
  if (start > 3) return false;
  for (let index = 0; index < start; index += 1) if (!'"\'(['.includes(text.charAt(index))) return false;
  return true;
}

/** What `createPhraseScanner` keeps of the text at hand; reused, so that a scan makes no garbage. */
interface Found {
  found: number[];
  trail: number[];
  groups: number;
  readonly firstAt: Int32Array;
  readonly lastAt: Int32Array;
  first(id: number): number;
  last(id: number): number;
}

function nothingFound(size: number): Found {
  const firstAt = new Int32Array(size).fill(NONE);
  const lastAt = new Int32Array(size).fill(NONE);
  return {
    found: [],
    trail: [],
    groups: 0,
    firstAt,
    lastAt,
    first: (id) => firstAt[id] as number,
    last: (id) => lastAt[id] as number,
  };
}

function forget(hits: Found): void {
  for (const id of hits.found) {
    hits.firstAt[id] = NONE;
    hits.lastAt[id] = NONE;
  }
  hits.found.length = 0;
  hits.trail.length = 0;
  hits.groups = 0;
}

/** The compiled phrases and what was found of them. */
interface Compiled {
  readonly phrases: readonly Phrase[];
  readonly groups: readonly number[];
  readonly trie: PhraseTrie;
  readonly hits: Found;
}

function note(
  { phrases, groups, hits }: Compiled,
  text: string,
  marks: Uint16Array,
  id: number,
  start: number,
): void {
  const phrase = phrases[id] as Phrase;
  const end = start + phrase.word.length;
  if (phrase.boundAfter && !endsThere(text, marks, end, phrase)) return;
  if (phrase.boundBefore && phrase.single && isName(text, start, end)) return;
  if (phrase.atStart && !opensText(text, start)) return;
  if (hits.firstAt[id] === NONE) {
    hits.firstAt[id] = start;
    hits.found.push(id);
    hits.groups |= groups[id] ?? 0;
  }
  hits.lastAt[id] = start;
  if (hits.trail.length < TRAIL_LIMIT) hits.trail.push(id, start);
}

/** Follows the trie from `start` as far as the text agrees, and notes every phrase that ends on the way. */
function follow(compiled: Compiled, text: string, marks: Uint16Array, start: number): void {
  const { states, next, ends, twins } = compiled.trie;
  let state = 0;
  let word = states[0] as number;
  for (let index = start; ; index += 1) {
    const symbol = (marks[index] as number) & SYMBOL_MASK;
    const only = word & SYMBOL_MASK;
    if (only === 0) state = next[((word >> ROW_SHIFT) << SYMBOL_BITS) | symbol] as number;
    else state = symbol === only ? state + 1 : 0;
    if (state === 0) return;
    word = states[state] as number;
    if ((word & ENDS) === 0) continue;
    for (let id = ends[state] as number; id !== NONE; id = twins[id] as number)
      note(compiled, text, marks, id, start);
  }
}

/** Builds a scanner. Phrase ids are positions in `texts`; `groups` has bits for each of them. */
export function createPhraseScanner(texts: readonly string[], groups: readonly number[]): PhraseScanner {
  const phrases = texts.map(readPhrase);
  const trie = buildTrie(phrases);
  const table = markTable(trie.symbols, trie.opens);
  const shared = markedText(SHARED_LENGTH);
  const hits = nothingFound(phrases.length);
  const compiled: Compiled = { phrases, groups, trie, hits };
  return {
    length: (id) => phrases[id]?.word.length ?? 0,
    scan: (text) => {
      forget(hits);
      const marked = text.length <= SHARED_LENGTH ? shared : markedText(text.length);
      const count = markText(text, table, marked);
      for (let index = 0; index < count; index += 1)
        follow(compiled, text, marked.marks, marked.starts[index] as number);
      return count < 0 ? null : hits;
    },
  };
}
