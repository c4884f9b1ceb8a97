import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** Words that the name which did not resolve follows. */
const ANCHORS = [
  'lookup',
  'could not resolve host:',
  'unable to resolve host',
  'getaddrinfo enotfound',
] as const;

/** Reads the name that did not resolve. */
export function createDnsNameReader(index: PhraseIndex): (scanned: ScannedText) => string | null {
  const anchors = phraseTable(
    index,
    ANCHORS.map((phrase) => [phrase, phrase] as const),
  );
  return (scanned) => {
    for (const end of anchors.endsOf(scanned)) {
      const name = readArgument(scanned.text, end).value.toLowerCase();
      if (name.includes('.') || name === 'localhost') return name;
    }
    return null;
  };
}
