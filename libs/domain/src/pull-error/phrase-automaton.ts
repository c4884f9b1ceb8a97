import { KINDS, NAME, UNEVEN, WORD } from './character-kind.js';
import type { Phrase } from './phrase.js';

/** A symbol fits six bits: the phrases use letters, digits and fewer than 25 other characters. */
export const SYMBOL_BITS = 6;
const SYMBOLS = 1 << SYMBOL_BITS;

/** Symbols of characters that no phrase contains. */
const OTHER_SEPARATOR = 0;
const OTHER_NAME = 1;
const OTHER_UNEVEN = 2;
const FIRST_FREE = 3;

/** States without a beginning of a phrase: between words, where any can begin, and inside a name, where no word can. */
const BETWEEN = 0;
const INSIDE = 1;
const FIRST_NODE = 2;

/** What makes a text uneven besides characters of that kind. */
const TWO_SPACES = '  ';

/**
 * All phrases in one automaton, after Aho and Corasick ("Efficient string matching", 1975): one
 * table look-up for each character of a text, whatever the text and however many the phrases.
 *
 * A state is the longest beginning of a phrase that the text read so far ends with. A phrase that
 * starts with a letter or a digit can only begin where a word begins.
 */
export interface PhraseAutomaton {
  /** Symbol of every UTF-16 code unit, upper and lower case alike. */
  readonly symbols: Uint8Array;
  /** Next state by `(state << SYMBOL_BITS) | symbol`. */
  readonly next: Uint16Array;
  /** State before the first character. */
  readonly start: number;
  /** From this state on, a phrase ends in it. */
  readonly firstEnding: number;
  /** State of a text that `flatText` has to change first; the last one. */
  readonly uneven: number;
  /** Phrases that end in a state, longest first, by `state - firstEnding`. */
  readonly ends: readonly (readonly number[])[];
}

function symbolTable(words: readonly string[]): Uint8Array {
  const symbols = KINDS.map((kind) => {
    if ((kind & UNEVEN) !== 0) return OTHER_UNEVEN;
    return (kind & NAME) !== 0 ? OTHER_NAME : OTHER_SEPARATOR;
  });
  const characters = [...new Set(words.join(''))];
  characters.forEach((char, index) => {
    symbols[char.charCodeAt(0)] = FIRST_FREE + index;
  });
  if (FIRST_FREE + characters.length > SYMBOLS)
    throw new Error('the phrases use too many different characters');
  for (let code = 0x41; code <= 0x5a; code += 1) symbols[code] = symbols[code + 32] ?? OTHER_NAME;
  return symbols;
}

/** The kind of the characters that share a symbol. */
function kindsOf(symbols: Uint8Array): Uint8Array {
  const kinds = new Uint8Array(SYMBOLS);
  symbols.forEach((symbol, code) => {
    kinds[symbol] = KINDS[code] ?? 0;
  });
  return kinds;
}

/** The automaton while it is built: first a trie, whose missing children are filled in later. */
interface Draft {
  /** Next state; in the trie 0 where there is none. */
  readonly next: Uint16Array;
  /** Phrases that end in a state. */
  readonly ends: (readonly number[])[];
  size: number;
}

/** Adds a phrase to the trie and answers its last state. */
function addWord(draft: Draft, word: string, symbols: Uint8Array): number {
  let state = BETWEEN;
  for (let at = 0; at < word.length; at += 1) {
    const entry = (state << SYMBOL_BITS) | (symbols[word.charCodeAt(at)] as number);
    if (draft.next[entry] === 0) draft.next[entry] = draft.size++;
    state = draft.next[entry] as number;
  }
  return state;
}

function draftOf(words: readonly string[], symbols: Uint8Array): { draft: Draft; uneven: number } {
  const most = FIRST_NODE + words.join(TWO_SPACES).length + TWO_SPACES.length;
  if (most > 0xffff) throw new Error('too many phrases for 16-bit states');
  const draft: Draft = { next: new Uint16Array(most << SYMBOL_BITS), ends: [], size: FIRST_NODE };
  words.forEach((word, id) => {
    const state = addWord(draft, word, symbols);
    draft.ends[state] = [...(draft.ends[state] ?? []), id];
  });
  return { draft, uneven: addWord(draft, TWO_SPACES, symbols) };
}

/**
 * Turns the trie into the automaton: where a beginning does not go on, the next state is that of the
 * longest ending of it that begins a phrase, too. Shorter beginnings are finished first.
 */
function finish({ next, ends }: Draft, kinds: Uint8Array, uneven: number): void {
  const queue: number[] = [];
  const fails: number[] = [];
  for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
    const kind = kinds[symbol] as number;
    const empty = (kind & NAME) !== 0 ? INSIDE : BETWEEN;
    const child = next[symbol] as number;
    next[(INSIDE << SYMBOL_BITS) | symbol] = child !== 0 && (kind & WORD) === 0 ? child : empty;
    if (child === 0) next[symbol] = empty;
    else fails[queue.push(child) - 1] = empty;
  }
  next[OTHER_UNEVEN] = uneven;
  next[(INSIDE << SYMBOL_BITS) | OTHER_UNEVEN] = uneven;
  for (let at = 0; at < queue.length; at += 1) {
    const state = queue[at] as number;
    const fail = fails[at] as number;
    const inherited = ends[fail];
    if (inherited !== undefined) ends[state] = [...(ends[state] ?? []), ...inherited];
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      const entry = (state << SYMBOL_BITS) | symbol;
      const elsewhere = next[(fail << SYMBOL_BITS) | symbol] as number;
      if (next[entry] === 0) next[entry] = elsewhere;
      else fails[queue.push(next[entry] as number) - 1] = elsewhere;
    }
  }
}

/** The states in their final order: those in which phrases end behind the others, the uneven one last. */
function orderOf({ ends, size }: Draft, uneven: number): readonly number[] {
  const states = Array.from({ length: size }, (_, state) => state).filter((state) => state !== uneven);
  const silent = states.filter((state) => ends[state] === undefined);
  return [...silent, ...states.filter((state) => ends[state] !== undefined), uneven];
}

/** Builds the automaton of all phrases; throws when they need more states than 16 bits can number. */
export function buildAutomaton(phrases: readonly Phrase[]): PhraseAutomaton {
  const words = phrases.map(({ word }) => word);
  const symbols = symbolTable([...words, TWO_SPACES]);
  const { draft, uneven } = draftOf(words, symbols);
  finish(draft, kindsOf(symbols), uneven);
  const order = orderOf(draft, uneven);
  const numbers = new Uint16Array(draft.size);
  order.forEach((state, number) => {
    numbers[state] = number;
  });
  const next = new Uint16Array(order.length << SYMBOL_BITS);
  order.forEach((state, number) => {
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      const entry = (state << SYMBOL_BITS) | symbol;
      next[(number << SYMBOL_BITS) | symbol] = numbers[draft.next[entry] as number] as number;
    }
  });
  const ends = order.flatMap((state) =>
    state === uneven || draft.ends[state] === undefined ? [] : [draft.ends[state]],
  );
  return {
    symbols,
    next,
    start: numbers[BETWEEN] as number,
    firstEnding: order.length - 1 - ends.length,
    uneven: order.length - 1,
    ends,
  };
}
