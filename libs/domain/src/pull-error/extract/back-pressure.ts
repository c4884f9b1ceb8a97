import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** What a registry says about when and how much may be asked again. */
export interface BackPressure {
  readonly retryAfterSeconds: number | null;
  /** The allowance in the registry's own words: `44000/minute`. */
  readonly limit: string | null;
}

/** Seconds of the units Go prints durations in. */
const SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** `60`, `1.2ms`, `2m3s`: plain seconds (RFC 9110 section 10.2.3) or a Go duration. */
function secondsOf(text: string): number | null {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  let seconds = 0;
  let read = 0;
  for (const [piece, amount, unit] of text
    .slice(0, 40)
    .matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|[uµ]s|ns|[hms])/gy)) {
    seconds += Number(amount) * (SECONDS[unit ?? ''] ?? 0);
    read += piece.length;
  }
  return read > 0 && read === text.length ? seconds : null;
}

/** Reads `retry-after: 1.2ms, allowed: 44000/minute`, as GHCR and others append it to TOOMANYREQUESTS. */
export function createBackPressureReader(index: PhraseIndex): (scanned: ScannedText) => BackPressure {
  const after = phraseTable(index, [
    ['retry-after:', null],
    ['retry after', null],
    ['try again in', null],
  ]);
  const allowed = phraseTable(index, [['allowed:', null]]);
  return (scanned) => {
    const wait = after.endsOf(scanned)[0];
    const limit = allowed.endsOf(scanned)[0];
    return {
      retryAfterSeconds: wait === undefined ? null : secondsOf(readArgument(scanned.text, wait).value),
      limit: limit === undefined ? null : readArgument(scanned.text, limit).value || null,
    };
  };
}
