import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** Words that the platform asked for follows, as `os/arch[/variant]`. */
const ANCHORS = [
  'no matching manifest for',
  'wanted',
  'descriptor matching platform',
  'for platform',
  'platform',
] as const;

const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/;
/** `arm64, variant "v8", OS linux`, as containers/image prints it; quoted since 2022. */
const PARTS = /^ "?([a-z0-9_]+)"?,(?: variant "?([a-z0-9]*)"?,)? OS "?([a-z0-9]+)"?/i;

/** Reads the platform a node asked for. */
export function createPlatformReader(index: PhraseIndex): (scanned: ScannedText) => string | null {
  const architecture = index.id('for architecture');
  const anchors = phraseTable(
    index,
    ANCHORS.map((phrase) => [phrase, phrase] as const),
  );
  return (scanned) => {
    const { text, hits, scanner } = scanned;
    const at = hits.first(architecture);
    if (at >= 0) {
      const from = at + scanner.length(architecture);
      const parts = PARTS.exec(text.slice(from, from + 120));
      if (parts)
        return [parts[3], parts[1], parts[2]]
          .filter((part) => part)
          .join('/')
          .toLowerCase();
    }
    for (const end of anchors.endsOf(scanned)) {
      const value = readArgument(text, end).value.toLowerCase();
      if (PLATFORM.test(value)) return value;
    }
    return null;
  };
}
