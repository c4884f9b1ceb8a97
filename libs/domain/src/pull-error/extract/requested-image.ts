import type { PhraseIndex } from '../phrase-index.js';
import type { PhraseHits, PhraseScanner } from '../phrase-scanner.js';
import { readArgument } from './argument.js';

/** Words that an image reference follows, the ones that write it as the pod does first. */
const ANCHORS = [
  'failed to pull image',
  'back-off pulling image',
  'failed to apply default image tag',
  'failed to inspect image',
  'container image',
  'error pulling image',
  'failed pulling image',
  'failed to get sandbox image',
  'image pull failed for',
  'cancel pulling image',
  'failed to pull and unpack image',
  'failed to unpack image',
  'failed to resolve reference',
  'failed to resolve image',
  'pullimage',
  'unable to pull',
  'pulling image',
  'pull access denied for',
  'manifest for',
  'initializing source docker://*',
  'artifact',
  'requested image:',
  'error: image',
] as const;

/** Words that stand where a reference would and are none. */
const NO_REFERENCE =
  /^(?:failed|from|rpc|error|because|with|or|and|the|image|configuration|index|specified)$/i;

/** Reads the reference that was asked for, as the text writes it. */
export function createRequestedImageReader(index: PhraseIndex) {
  const anchors = ANCHORS.map((phrase) => index.id(phrase));
  return (text: string, hits: PhraseHits, scanner: PhraseScanner): string | null => {
    for (const id of anchors) {
      const at = hits.first(id);
      if (at < 0) continue;
      const { value } = readArgument(text, at + scanner.length(id));
      if (value !== '' && !NO_REFERENCE.test(value)) return value;
    }
    return null;
  };
}
