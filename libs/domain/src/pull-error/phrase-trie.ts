import type { Phrase } from './phrase.js';

const NONE = -1;

/** A symbol fits six bits: the phrases use letters, digits and fewer than 27 other characters. */
export const SYMBOL_BITS = 6;
export const SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

/** Set in a state's word when a phrase ends there. */
export const ENDS = 1 << SYMBOL_BITS;
/** A branching state's word holds its row above this many bits. */
export const ROW_SHIFT = SYMBOL_BITS + 1;

/**
 * A trie in few cache lines. States are numbered in depth-first order, so a state with one child is
 * followed by it and needs no more than that child's symbol; only branching states have a row.
 */
export interface PhraseTrie {
  /** Symbol of an ASCII character, upper and lower case alike; 0 for one that no phrase contains. */
  readonly symbols: Uint8Array;
  /** 1 for the symbols, other than those of letters, digits and `_`, that a phrase starts with. */
  readonly opens: Uint8Array;
  /** By state: the symbol of the only child, or 0; `ENDS`; the row of a branching state. */
  readonly states: Uint32Array;
  /** Next state by `(row << SYMBOL_BITS) | symbol`; 0 where no phrase goes on. Row 0 is empty. */
  readonly next: Uint16Array;
  /** Phrase that ends in a state; -1 for none. */
  readonly ends: Int32Array;
  /** Next phrase with the same word and other marks, by phrase; -1 for none. */
  readonly twins: Int32Array;
}

interface Node {
  readonly children: Map<number, Node>;
  state: number;
  phrase: number;
}

function alphabetOf(phrases: readonly Phrase[]): Uint8Array {
  const symbols = new Uint8Array(128);
  let count = 1;
  for (const { word } of phrases) {
    for (let index = 0; index < word.length; index += 1) {
      const code = word.charCodeAt(index);
      if (symbols[code] === 0) symbols[code] = count++;
    }
  }
  for (let code = 0x41; code <= 0x5a; code += 1) symbols[code] = symbols[code + 32] ?? 0;
  if (count > SYMBOL_MASK + 1) throw new Error('the phrases use too many different characters');
  return symbols;
}

function linkedTrie(phrases: readonly Phrase[], symbols: Uint8Array): { root: Node; twins: Int32Array } {
  const root: Node = { children: new Map(), state: 0, phrase: NONE };
  const twins = new Int32Array(phrases.length);
  phrases.forEach(({ word }, id) => {
    let node = root;
    for (let index = 0; index < word.length; index += 1) {
      const symbol = symbols[word.charCodeAt(index)] ?? 0;
      let child = node.children.get(symbol);
      if (child === undefined) {
        child = { children: new Map(), state: 0, phrase: NONE };
        node.children.set(symbol, child);
      }
      node = child;
    }
    twins[id] = node.phrase;
    node.phrase = id;
  });
  return { root, twins };
}

/** All nodes in depth-first order, numbered. */
function numbered(root: Node): readonly Node[] {
  const nodes: Node[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    node.state = nodes.push(node) - 1;
    pending.push(...[...node.children.values()].reverse());
  }
  return nodes;
}

/** Builds the trie of all phrases; throws when they need more states than 16 bits can number. */
export function buildTrie(phrases: readonly Phrase[]): PhraseTrie {
  const symbols = alphabetOf(phrases);
  const { root, twins } = linkedTrie(phrases, symbols);
  const nodes = numbered(root);
  if (nodes.length > 0xffff) throw new Error('too many phrases for 16-bit states');
  const states = new Uint32Array(nodes.length);
  const rows = nodes.filter(({ children }) => children.size > 1);
  const next = new Uint16Array((rows.length + 1) << SYMBOL_BITS);
  for (const { children, state, phrase } of nodes) {
    const [only = 0] = children.size === 1 ? children.keys() : [];
    states[state] = only | (phrase === NONE ? 0 : ENDS);
  }
  rows.forEach(({ children, state }, index) => {
    states[state] = (states[state] ?? 0) | ((index + 1) << ROW_SHIFT);
    for (const [symbol, child] of children) next[((index + 1) << SYMBOL_BITS) | symbol] = child.state;
  });
  const opens = new Uint8Array(SYMBOL_MASK + 1);
  for (const { word, boundBefore } of phrases) if (!boundBefore) opens[symbols[word.charCodeAt(0)] ?? 0] = 1;
  const ends = Int32Array.from(nodes, ({ phrase }) => phrase);
  return { symbols, opens, states, next, ends, twins };
}
