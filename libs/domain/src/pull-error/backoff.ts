import { isFound, type PhraseIndex, phraseTest, type ScannedText } from './phrase-index.js';

/** Words that say that a pull failed and nothing about why. */
const PHRASES = [
  'failed to pull image',
  'back-off pulling image',
  'errimagepull',
  'imagepullbackoff',
  'image pull failed for unknown error',
  'trying and failing to pull image',
  "image can't be pulled",
] as const;

/** Reasons that say the same. */
const REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'BackOff', 'Failed']);

/** What may be left of a text when nothing about the cause is in it. */
const EMPTY =
  /^(?:image pull failed for unknown error|container .{1,200} is waiting to start.{0,80}|[^a-z]*)$/i;
const LONGEST = 320;

/**
 * Tells a lost cause from an unknown one: a text that consists of wrapping alone says that the
 * cause was reported elsewhere; a text with anything else has a cause that is not known here.
 */
export function createBackoffReader(index: PhraseIndex) {
  const tests = PHRASES.map((phrase) => phraseTest(index, phrase));
  return ({ hits }: ScannedText, reason: string | null, detail: string): boolean => {
    if (detail.length > LONGEST || !EMPTY.test(detail)) return false;
    return tests.some((test) => isFound(test, hits)) || (reason !== null && REASONS.has(reason));
  };
}
