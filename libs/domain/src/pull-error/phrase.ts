/**
 * A phrase of the catalog, read from its notation.
 *
 * Phrases are written in lower case and match in any case. `^` at the start: only at the start of
 * the text. `*` at the end: a name may go on behind it. Otherwise the ends are word boundaries, so
 * that an image called `acme/unauthorized:v1` never reads as the word *unauthorized*. A phrase that
 * starts with a letter or a digit starts where a word starts; any other starts wherever its first
 * character stands.
 */
export interface Phrase {
  readonly word: string;
  readonly atStart: boolean;
  readonly boundBefore: boolean;
  readonly boundAfter: boolean;
  /** One word with its punctuation. Names can spell it, so it must not look like one: see `phrase-scanner.ts`. */
  readonly single: boolean;
}

const WORD_CHARACTER = /\w/;
const SINGLE_WORD = /^\W*[\w'-]+\W*$/;

/** Reads a phrase; throws on one that is empty, not in lower case or not ASCII: a mistake in the catalog. */
export function readPhrase(text: string): Phrase {
  const atStart = text.startsWith('^');
  const openAfter = text.endsWith('*');
  const word = text.slice(atStart ? 1 : 0, openAfter ? -1 : undefined);
  if (word === '' || word !== word.toLowerCase() || /[^ -~]/.test(word)) {
    throw new Error(`not a phrase: "${text}"`);
  }
  return {
    word,
    atStart,
    boundBefore: WORD_CHARACTER.test(word.charAt(0)),
    boundAfter: !openAfter && WORD_CHARACTER.test(word.charAt(word.length - 1)),
    single: SINGLE_WORD.test(word),
  };
}
