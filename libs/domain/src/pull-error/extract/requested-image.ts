import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** Words that an image reference follows; those that write it as the pod does stand first. */
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
  'invalid image name',
  'pullimage',
  'unable to pull',
  'pulling image',
  'pull access denied for',
  'manifest for',
  'initializing source docker://',
  'short-name',
  'artifact',
  'error: image',
] as const;

/** Words that stand where a reference would and are none. */
const NO_REFERENCE = new Set(
  'failed from rpc error because with or and the image configuration index specified signature request on'.split(
    ' ',
  ),
);

/** Reads the reference that was asked for, as the text writes it. */
export function createRequestedImageReader(index: PhraseIndex): (scanned: ScannedText) => string | null {
  const anchors = phraseTable(
    index,
    ANCHORS.map((phrase) => [phrase, phrase] as const),
  );
  return (scanned) => {
    for (const end of anchors.endsOf(scanned)) {
      const { value } = readArgument(scanned.text, end);
      if (value !== '' && !NO_REFERENCE.has(value.toLowerCase())) return value;
    }
    return null;
  };
}
