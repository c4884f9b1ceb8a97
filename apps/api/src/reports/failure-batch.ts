import { MAX_BATCH } from '#contract';
import { readJsonText } from '#platform';

/** One entry of a batch before it is validated: a value, or why there is none. */
export type BatchEntry = { readonly value: unknown } | { readonly fault: string };

const FAULTS = {
  not_utf8: 'the line is not UTF-8',
  not_json: 'the line is not JSON',
  too_deep: 'the line is nested too deeply',
} as const;

/**
 * Reads NDJSON: one JSON value a line, blank lines count for nothing. Reads at most one line more
 * than a batch may hold, which is enough to refuse it.
 */
export function readLines(text: string): BatchEntry[] {
  const entries: BatchEntry[] = [];
  for (let start = 0; start < text.length && entries.length <= MAX_BATCH; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end).trim();
    start = end + 1;
    if (line === '') continue;
    const parsed = readJsonText(line);
    entries.push(parsed.ok ? { value: parsed.value } : { fault: FAULTS[parsed.reason] });
  }
  return entries;
}

/** The entries of a JSON body: of an array, or of the one value that it is. */
export function entriesOf(body: unknown): BatchEntry[] {
  return (Array.isArray(body) ? body : [body]).map((value: unknown) => ({ value }));
}
