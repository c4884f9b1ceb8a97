import type { PhraseIndex } from '../phrase-index.js';
import type { PhraseHits, PhraseScanner } from '../phrase-scanner.js';

/** Words that a status follows, possibly behind a URL or a bracketed operation. */
const ANCHORS = [
  'unexpected status',
  'unexpected status code',
  'http status',
  'http status code',
  'status code',
  'statuscode',
  'status',
  'response code',
  'http response code',
  'error parsing http',
  'http code',
  'responded with',
  'http error',
  'http/1.1',
  'http/2.0',
] as const;

/** Statuses with their reason phrase, RFC 9110 section 15 and RFC 6585; found wherever they stand. */
const REASONS: readonly (readonly [number, string])[] = [
  [400, '400 bad request'],
  [401, '401 unauthorized'],
  [401, '401 authorization required'],
  [402, '402 payment required'],
  [403, '403 forbidden'],
  [404, '404 not found'],
  [405, '405 method not allowed'],
  [406, '406 not acceptable'],
  [407, '407 proxy authentication required'],
  [408, '408 request timeout'],
  [409, '409 conflict'],
  [410, '410 gone'],
  [412, '412 precondition failed'],
  [416, '416 requested range not satisfiable'],
  [429, '429 too many requests'],
  [451, '451 unavailable for legal reasons'],
  [500, '500 internal server error'],
  [501, '501 not implemented'],
  [502, '502 bad gateway'],
  [503, '503 service unavailable'],
  [503, '503 service temporarily unavailable'],
  [504, '504 gateway timeout'],
  [504, '504 gateway time-out'],
];

/** How far behind its anchor a status may stand: room for a signed blob URL. */
const REACH = 2048;

/** At most this many words are looked at behind an anchor. */
const WORDS = 6;

function statusAt(text: string, at: number): number | null {
  const hundreds = text.charCodeAt(at) - 48;
  if (hundreds < 3 || hundreds > 5) return null;
  const digits = text.slice(at, at + 3);
  const after = text.charCodeAt(at + 3);
  const glued = (after >= 48 && after <= 57) || (after >= 97 && after <= 122);
  return /^\d{3}$/.test(digits) && !glued ? Number(digits) : null;
}

/** The status in one of the next words: `: 403`, `from HEAD request to https://…: 403`, `[manifests 1.0]: 403`. */
function statusAfter(text: string, from: number): number | null {
  let at = from;
  for (let word = 0; word < WORDS; word += 1) {
    while (' :=("\''.includes(text.charAt(at)) && at < text.length) at += 1;
    const status = statusAt(text, at);
    if (status !== null) return status;
    const space = text.indexOf(' ', at);
    if (space < 0 || space - from > REACH) return null;
    at = space;
  }
  return null;
}

/** Reads the HTTP statuses a registry answered with. */
export function createHttpStatusReader(index: PhraseIndex) {
  const anchors = ANCHORS.map((phrase) => index.id(phrase));
  const reasons = REASONS.map(([status, phrase]) => ({ status, id: index.id(phrase) }));
  return (text: string, hits: PhraseHits, scanner: PhraseScanner): readonly number[] => {
    const statuses: number[] = [];
    for (const { status, id } of reasons) if (hits.first(id) >= 0) statuses.push(status);
    for (const id of anchors) {
      const at = hits.first(id);
      if (at < 0 || isApiWrapper(text, at)) continue;
      const status = statusAfter(text, at + scanner.length(id));
      if (status !== null && !statuses.includes(status)) statuses.push(status);
    }
    return statuses;
  };
}

/** `(HTTP code 500) server error - …` and `API error (500)` are the Docker API's answer, not the registry's. */
function isApiWrapper(text: string, at: number): boolean {
  return text.charAt(at - 1) === '(';
}
