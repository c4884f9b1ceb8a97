import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** Words that an image reference follows, in whatever form; those that write it as the pod does stand first. */
const STRONG = [
  'failed to pull image',
  'back-off pulling image',
  'image specified by',
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
  'pulling image',
  'error: image',
] as const;

/** Words that often stand before something else, too: what follows must look like a reference. */
const WEAK = [
  'unable to pull',
  '" image=',
  'pull access denied for',
  'manifest for',
  'docker://',
  'short-name',
  'repository',
  'artifact',
  'author of',
] as const;

/** Words that stand where a reference would and are none. */
const NO_REFERENCE = new Set(
  'failed from rpc error because with or and the image configuration index on'.split(' '),
);

/** Has a letter or a digit, and does not start in brackets. */
const NAMED = /^[^(\w]*\w/;

/** A name with a path, a tag or a digest, and no scheme. */
const LOOKS_LIKE_REFERENCE = /^(?!linux\/|windows\/|sha256:)[a-z0-9][\w.-]*(?:[:/@][\w.-]+){1,12}$/i;
/** A path with a host in front or a tag behind; `net/http` has neither. */
const HOST_OR_TAG = /^[^/]*[.:][^/]*\/|\/.*[:@]/;
/** How much of a text can stand before a reference that nothing introduces. */
const LEADING = 200;

/** `registry.acme.test/shop/api:1: failed to authorize: …`: clients put the reference first. */
function leadingReference(text: string): string | null {
  const slash = text.indexOf('/');
  if (slash < 0 || slash >= LEADING) return null;
  const limit = Math.min(text.length, LEADING);
  for (let end = text.indexOf(': ', slash); end >= 0 && end < limit; end = text.indexOf(': ', end + 1)) {
    const start = text.lastIndexOf(' ', end) + 1;
    if (text.lastIndexOf('/', end) < start) continue;
    const value = text.slice(start, end);
    if (HOST_OR_TAG.test(value) && LOOKS_LIKE_REFERENCE.test(value)) return value;
  }
  return null;
}

/** Reads the reference that was asked for, as the text writes it. */
export function createRequestedImageReader(index: PhraseIndex): (scanned: ScannedText) => string | null {
  const table = (phrases: readonly string[]) =>
    phraseTable(
      index,
      phrases.map((phrase) => [phrase, phrase] as const),
    );
  const strong = table(STRONG);
  const weak = table(WEAK);
  return (scanned) => {
    for (const end of strong.endsOf(scanned)) {
      const { value } = readArgument(scanned.text, end);
      if (NAMED.test(value) && !NO_REFERENCE.has(value)) return value;
    }
    for (const end of weak.endsOf(scanned)) {
      const { value } = readArgument(scanned.text, end);
      if (LOOKS_LIKE_REFERENCE.test(value)) return value;
    }
    return leadingReference(scanned.text);
  };
}
