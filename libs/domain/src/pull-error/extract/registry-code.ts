import type { PhraseIndex } from '../phrase-index.js';
import type { PhraseHits } from '../phrase-scanner.js';

/**
 * Error codes of the OCI distribution specification ("Error Codes"), as the JSON body writes them
 * and as clients print them: distribution's `errcode` lower-cases the code and turns `_` into a space.
 */
const CODES: readonly (readonly [string, readonly string[]])[] = [
  ['TOOMANYREQUESTS', ['toomanyrequests']],
  ['MANIFEST_UNKNOWN', ['manifest_unknown', 'manifest unknown']],
  ['NAME_UNKNOWN', ['name_unknown', 'name unknown']],
  ['BLOB_UNKNOWN', ['blob_unknown', 'blob unknown', 'unknown blob']],
  ['MANIFEST_BLOB_UNKNOWN', ['manifest_blob_unknown', 'manifest blob unknown']],
  ['UNAUTHORIZED', ['unauthorized:', '"unauthorized"']],
  ['DENIED', ['denied:', '"denied"']],
  ['NAME_INVALID', ['name_invalid']],
  ['TAG_INVALID', ['tag_invalid']],
  ['DIGEST_INVALID', ['digest_invalid', 'digest invalid']],
  ['MANIFEST_INVALID', ['manifest_invalid', 'manifest invalid']],
  ['UNSUPPORTED', ['unsupported:', '"unsupported"']],
  ['UNAVAILABLE', ['unavailable:', '"unavailable"']],
  ['UNKNOWN', ['unknown:', '"unknown"']],
];

/** Reads the registry's error code; the most specific where a text carries several. */
export function createRegistryCodeReader(index: PhraseIndex) {
  const codes = CODES.map(([code, phrases]) => ({ code, ids: phrases.map((phrase) => index.id(phrase)) }));
  return (hits: PhraseHits): string | null =>
    codes.find(({ ids }) => ids.some((id) => hits.first(id) >= 0))?.code ?? null;
}
