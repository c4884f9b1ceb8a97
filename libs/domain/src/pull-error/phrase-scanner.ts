import { JOINT, KINDS, WORD } from './character-kind.js';
import { type Phrase, readPhrase } from './phrase.js';
import { buildAutomaton, SYMBOL_BITS } from './phrase-automaton.js';

/**
 * Finds many fixed phrases in one text in a single pass.
 *
 * A pull error is compared with several hundred wordings. All of them are in one automaton, which
 * reads every character once; only where a phrase ends is there more to do. The cost grows with the
 * length of the text alone, however hostile it is and however many the phrases.
 */
export interface PhraseScanner {
  /** Length of the phrase without its marks, in characters. */
  length(id: number): number;
  /** Scans the text, or answers `null` when `flatText` has to change it first. */
  scan(text: string): PhraseHits | null;
}

/** Where each phrase was found. Valid until the scanner's next `scan`. */
export interface PhraseHits {
  /** Ids of the phrases found, each once, in the order they were met: the first `foundCount` places. */
  readonly found: Uint16Array;
  readonly foundCount: number;
  /** Which groups of phrases (see `groups` of `createPhraseScanner`) have one that was found, as bits. */
  readonly groups: number;
  /** Id and start of every occurrence, in the order of their ends: `trailLength` numbers `id, start, id, start, …`. */
  readonly trail: Int32Array;
  readonly trailLength: number;
  /** Start of the first occurrence, or -1. */
  first(id: number): number;
  /** Start of the last occurrence, or -1. */
  last(id: number): number;
}

/** Occurrences beyond this many are in `first` and `last` only. No real message comes near. */
const TRAIL_LIMIT = 256;

/** So many places where phrases end are kept until they are looked at together. */
const ENDINGS_AT_ONCE = 1024;

const NONE = -1;

const FULL_STOP = 0x2e;
const COLON = 0x3a;
const EQUALS = 0x3d;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;

/** What stands at `index`; a separator behind the end of the text. */
function kindAt(text: string, index: number): number {
  return index < text.length ? (KINDS[text.charCodeAt(index)] as number) : 0;
}

/** Whether nothing glues a phrase to what follows it. */
function endsThere(text: string, end: number, single: boolean): boolean {
  if (end >= text.length) return true;
  const code = text.charCodeAt(end);
  const kind = KINDS[code] as number;
  if ((kind & WORD) !== 0) return false;
  // A full stop or a colon ends a sentence or a wrapper unless a name goes on behind it.
  if (code === FULL_STOP || code === COLON) return !single || (kindAt(text, end + 1) & WORD) === 0;
  return (kind & JOINT) === 0;
}

/** Whether a single word is a quoted name, a tag behind its colon or a value behind its `=`. */
function isName(text: string, start: number, end: number): boolean {
  if (start === 0) return false;
  const before = text.charCodeAt(start - 1);
  if (before === COLON || before === EQUALS) return true;
  return (
    (before === DOUBLE_QUOTE || before === SINGLE_QUOTE) &&
    end < text.length &&
    text.charCodeAt(end) === before
  );
}

/** Quotes and brackets may stand before a text that is quoted as a whole. */
function opensText(text: string, start: number): boolean {
  if (start > 3) return false;
  for (let index = 0; index < start; index += 1) if (!'"\'(['.includes(text.charAt(index))) return false;
  return true;
}

const BOUND_BEFORE = 0x100;
const BOUND_AFTER = 0x200;
const SINGLE = 0x400;
const AT_START = 0x800;
const LENGTH = 0xff;

/** A phrase's length, with its marks above it. */
function traitsOf({ word, boundBefore, boundAfter, single, atStart }: Phrase): number {
  if (word.length > LENGTH) throw new Error(`too long for a phrase: "${word}"`);
  return (
    word.length |
    (boundBefore ? BOUND_BEFORE : 0) |
    (boundAfter ? BOUND_AFTER : 0) |
    (single ? SINGLE : 0) |
    (atStart ? AT_START : 0)
  );
}

/** Whether what stands around a phrase lets it be that phrase. */
function stands(text: string, from: number, end: number, traits: number): boolean {
  const single = (traits & SINGLE) !== 0;
  if ((traits & BOUND_AFTER) !== 0 && !endsThere(text, end, single)) return false;
  if (single && (traits & BOUND_BEFORE) !== 0 && isName(text, from, end)) return false;
  return (traits & AT_START) === 0 || opensText(text, from);
}

/** Four numbers of each phrase side by side, so that a hit touches few cache lines. */
const SLOT_BITS = 2;
const TRAITS = 0;
const GROUPS = 1;
const FIRST = 2;
const LAST = 3;

/** What a scan found. Its room is used again for the next text, so that a scan makes no garbage. */
class Found implements PhraseHits {
  readonly found: Uint16Array;
  foundCount = 0;
  groups = 0;
  readonly trail = new Int32Array(2 * TRAIL_LIMIT);
  trailLength = 0;
  readonly #slots: Int32Array;

  constructor(phrases: readonly Phrase[], groups: readonly number[]) {
    this.found = new Uint16Array(phrases.length);
    this.#slots = Int32Array.from(
      phrases.flatMap((phrase, id) => [traitsOf(phrase), groups[id] ?? 0, NONE, NONE]),
    );
  }

  first(id: number): number {
    return this.#slots[(id << SLOT_BITS) | FIRST] as number;
  }

  last(id: number): number {
    return this.#slots[(id << SLOT_BITS) | LAST] as number;
  }

  /** Notes that the letters of a phrase end there, if what stands around them lets it be one. */
  note(text: string, id: number, end: number): void {
    const slots = this.#slots;
    const slot = id << SLOT_BITS;
    const traits = slots[slot | TRAITS] as number;
    const start = end - (traits & LENGTH);
    if (!stands(text, start, end, traits)) return;
    if (slots[slot | FIRST] === NONE) {
      slots[slot | FIRST] = start;
      this.found[this.foundCount++] = id;
      this.groups |= slots[slot | GROUPS] as number;
    }
    slots[slot | LAST] = start;
    const at = this.trailLength;
    if (at === this.trail.length) return;
    this.trail[at] = id;
    this.trail[at + 1] = start;
    this.trailLength = at + 2;
  }

  forget(): void {
    for (let index = 0; index < this.foundCount; index += 1) {
      const slot = (this.found[index] as number) << SLOT_BITS;
      this.#slots[slot | FIRST] = NONE;
      this.#slots[slot | LAST] = NONE;
    }
    this.foundCount = 0;
    this.trailLength = 0;
    this.groups = 0;
  }
}

/** Builds a scanner. Phrase ids are positions in `texts`; `groups` has bits for each of them. */
export function createPhraseScanner(texts: readonly string[], groups: readonly number[]): PhraseScanner {
  const phrases = texts.map(readPhrase);
  const { symbols, next, start, firstEnding, uneven, ends } = buildAutomaton(phrases);
  const starts = new Uint16Array(ends.length + 1);
  ends.forEach((ids, at) => {
    starts[at + 1] = (starts[at] as number) + ids.length;
  });
  const ending = Uint16Array.from(ends.flat());
  const hits = new Found(phrases, groups);
  const endings = new Int32Array(2 * ENDINGS_AT_ONCE);

  const noteEndings = (text: string, count: number): void => {
    for (let at = 0; at < count; at += 2) {
      const state = endings[at] as number;
      const last = starts[state + 1] as number;
      for (let each = starts[state] as number; each < last; each += 1)
        hits.note(text, ending[each] as number, endings[at + 1] as number);
    }
  };

  return {
    length: (id) => phrases[id]?.word.length ?? 0,
    scan: (text) => {
      hits.forget();
      const { length } = text;
      let state = start;
      let count = 0;
      for (let index = 0; index < length; ) {
        state = next[(state << SYMBOL_BITS) | (symbols[text.charCodeAt(index)] as number)] as number;
        index += 1;
        if (state < firstEnding) continue;
        if (state === uneven) return null;
        endings[count] = state - firstEnding;
        endings[count + 1] = index;
        count += 2;
        if (count === endings.length) {
          noteEndings(text, count);
          count = 0;
        }
      }
      noteEndings(text, count);
      return hits;
    },
  };
}
