import { formatImageReference, parseImageReference, parseImageRepository } from './reference.js';
import type { ImageReference } from './types.js';

/** Scientific notation (YAML floats) or Go's complaint about a template verb, as the whole tag. */
const PRINTED_NUMBER = /^(?:\d(?:\.\d{1,20})?e\+\d{1,3}|%!\w\(\w{1,20}=[^()]{1,64}\))$/i;

/**
 * The reference a text was meant to be, when it is invalid only because its tag was printed from a
 * number: `registry.acme.test/api:8.202758e+06`, `…:%!s(int64=8202758)`. The tag is kept as printed, so
 * that `deriveTag` and `nearMisses` can read it back. `null` for valid references and all other faults.
 */
export function parseCoercedReference(text: string): ImageReference | null {
  const colon = text.lastIndexOf(':');
  const tag = text.slice(colon + 1);
  if (colon < 0 || !PRINTED_NUMBER.test(tag)) return null;
  // The name alone must be valid as written; the repository reader would forgive upper case.
  if (!parseImageReference(text.slice(0, colon)).ok) return null;
  const named = parseImageRepository(text.slice(0, colon));
  if (!named) return null;
  const reference = { ...named, tag, digest: null };
  return { ...reference, canonical: formatImageReference(reference) };
}
