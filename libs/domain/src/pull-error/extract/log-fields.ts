import type { PhraseIndex, ScannedText } from '../phrase-index.js';

/** How a structured log line goes on behind a quoted error. */
const FIELDS = ['" pod=', '" image=', '" logger=', '" poduid=', '" containername='] as const;

/** Reads where, at or behind `from`, the fields of a log line begin; the text's end without any. */
export function logFields(index: PhraseIndex): (scanned: ScannedText, from: number) => number {
  const ids = FIELDS.map((phrase) => index.id(phrase));
  return ({ text, hits }, from) => {
    let end = text.length;
    for (const id of ids) if (hits.first(id) >= from) end = Math.min(end, hits.first(id));
    return end;
  };
}
