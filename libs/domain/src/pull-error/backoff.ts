import { readArgument } from './extract/argument.js';
import { logFields } from './extract/log-fields.js';
import type { PhraseIndex, ScannedText } from './phrase-index.js';

/** Words that say that a pull failed and nothing about why. A reference follows the first two. */
const PHRASES: readonly { readonly text: string; readonly argument: boolean }[] = [
  { text: 'failed to pull image', argument: true },
  { text: 'back-off pulling image', argument: true },
  { text: 'errimagepull', argument: false },
  { text: 'imagepullbackoff', argument: false },
  { text: 'init:errimagepull', argument: false },
  { text: 'init:imagepullbackoff', argument: false },
  { text: 'image pull failed for unknown error', argument: false },
  { text: 'trying and failing to pull image', argument: false },
  { text: "can't be pulled", argument: false },
];

/** Reasons that say the same of a text without words. */
const REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'BackOff']);

const WORDS = /[a-z]{2}/i;

/**
 * Tells a lost cause from an unknown one. A text that ends with the words for a failed pull says
 * that the cause was reported elsewhere; one that goes on behind them gives a cause.
 */
export function createBackoffReader(
  index: PhraseIndex,
): (scanned: ScannedText, reason: string | null) => boolean {
  const phrases = PHRASES.map(({ text, argument }) => ({ id: index.id(text), argument }));
  const fieldsAt = logFields(index);
  return (scanned, reason) => {
    const { text, hits, scanner } = scanned;
    let end = -1;
    for (const { id, argument } of phrases) {
      const at = hits.last(id);
      if (at < 0) continue;
      const after = at + scanner.length(id);
      end = Math.max(end, argument ? readArgument(text, after).end : after);
    }
    if (end < 0) return reason !== null && REASONS.has(reason) && !WORDS.test(text);
    return !WORDS.test(text.slice(end, Math.max(end, fieldsAt(scanned, end))));
  };
}
