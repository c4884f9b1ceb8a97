import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';

/** Words that a status follows, possibly behind a URL or a bracketed operation. */
const ANCHORS = [
  'unexpected status',
  'status code',
  'statuscode',
  'http status',
  'status',
  'response code',
  'error parsing http',
  'http code',
  'http error',
  'responded with',
  'http/1.1',
  'http/2.0',
] as const;

/** Statuses with their reason phrase, RFC 9110 section 15 and RFC 6585: found wherever they stand. */
const REASONS: readonly (readonly [string, number])[] = [
  ['400 bad request', 400],
  ['401 unauthorized', 401],
  ['401 authorization required', 401],
  ['402 payment required', 402],
  ['403 forbidden', 403],
  ['404 not found', 404],
  ['405 method not allowed', 405],
  ['406 not acceptable', 406],
  ['407 proxy authentication required', 407],
  ['408 request timeout', 408],
  ['409 conflict', 409],
  ['410 gone', 410],
  ['412 precondition failed', 412],
  ['416 requested range not satisfiable', 416],
  ['429 too many requests', 429],
  ['451 unavailable for legal reasons', 451],
  ['500 internal server error', 500],
  ['501 not implemented', 501],
  ['502 bad gateway', 502],
  ['503 service unavailable', 503],
  ['503 service temporarily unavailable', 503],
  ['504 gateway timeout', 504],
  ['504 gateway time-out', 504],
];

/** How far behind its anchor a status may stand: room for a signed blob URL. */
const REACH = 2048;
/** At most this many words are looked at behind an anchor. */
const WORDS = 6;
const LEADING = new Set(Array.from(' :=("\'[', (char) => char.charCodeAt(0)));
/** What goes on with a number; a full stop that ends a sentence does not. */
const CONTINUED = /^(?:[\w%-]|\.\w)/;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Three digits of a status 3xx to 5xx that nothing continues. */
function statusAt(text: string, at: number): number | null {
  const first = text.charCodeAt(at);
  if (first < 0x33 || first > 0x35) return null;
  if (!isDigit(text.charCodeAt(at + 1)) || !isDigit(text.charCodeAt(at + 2))) return null;
  return CONTINUED.test(text.slice(at + 3, at + 5)) ? null : Number(text.slice(at, at + 3));
}

/** The status in one of the next words: `: 403`, `from HEAD request to https://…: 403`, `[manifests 1.0]: 403`. */
function statusAfter(text: string, from: number): number | null {
  let at = from;
  for (let word = 0; word < WORDS; word += 1) {
    while (at < text.length && LEADING.has(text.charCodeAt(at))) at += 1;
    const status = statusAt(text, at);
    if (status !== null) return status;
    const space = text.indexOf(' ', at);
    if (space < 0 || space - from > REACH) return null;
    at = space;
  }
  return null;
}

/** `(HTTP code 500) server error - …` and `API error (500)` are the Docker API's answer, not the registry's. */
function isApiWrapper(text: string, anchorEnd: number): boolean {
  return text.slice(Math.max(0, anchorEnd - 10), anchorEnd).toLowerCase() === '(http code';
}

/** Reads the HTTP statuses a registry answered with, in the order of certainty. */
export function createHttpStatusReader(index: PhraseIndex): (scanned: ScannedText) => readonly number[] {
  const anchors = phraseTable(
    index,
    ANCHORS.map((phrase) => [phrase, phrase] as const),
  );
  const reasons = phraseTable(index, REASONS);
  return (scanned) => {
    const known = reasons.all(scanned.hits);
    const ends = anchors.endsOf(scanned);
    if (ends.length === 0) return known;
    const statuses = [...known];
    for (const end of ends) {
      const status = isApiWrapper(scanned.nameless, end) ? null : statusAfter(scanned.nameless, end);
      if (status !== null && !statuses.includes(status)) statuses.push(status);
    }
    return statuses;
  };
}
