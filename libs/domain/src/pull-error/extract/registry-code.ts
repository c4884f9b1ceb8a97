import { type PhraseIndex, type PhraseTable, phraseTable } from '../phrase-index.js';

/**
 * Error codes of the OCI distribution specification ("Error Codes"), as the JSON body writes them
 * and as clients print them: distribution's `errcode` lower-cases the code and turns `_` into a
 * space. The most specific stand first: a text can carry `unauthorized: … manifest unknown`.
 */
const CODES: readonly (readonly [string, readonly string[]])[] = [
  ['TOOMANYREQUESTS', ['toomanyrequests']],
  ['MANIFEST_UNKNOWN', ['manifest_unknown', 'manifest unknown']],
  ['NAME_UNKNOWN', ['name_unknown', 'name unknown']],
  ['BLOB_UNKNOWN', ['blob_unknown', 'blob unknown', 'unknown blob']],
  ['MANIFEST_BLOB_UNKNOWN', ['manifest_blob_unknown', 'manifest blob unknown']],
  ['NAME_INVALID', ['name_invalid']],
  ['TAG_INVALID', ['tag_invalid']],
  ['DIGEST_INVALID', ['digest_invalid']],
  ['MANIFEST_INVALID', ['manifest_invalid', 'manifest invalid']],
  ['UNAUTHORIZED', ['unauthorized:', ':"unauthorized"', ': "unauthorized"']],
  ['DENIED', ['denied:', ':"denied"', ': "denied"']],
  ['UNSUPPORTED', ['unsupported:', ':"unsupported"', ': "unsupported"']],
  ['UNAVAILABLE', ['unavailable:', ':"unavailable"', ': "unavailable"']],
  ['UNKNOWN', ['unknown:', ':"unknown"', ': "unknown"']],
];

/** Builds the table of registry codes by their wordings. */
export function registryCodes(index: PhraseIndex): PhraseTable<string> {
  return phraseTable(
    index,
    CODES.flatMap(([code, phrases]) => phrases.map((phrase) => [phrase, code] as const)),
  );
}
