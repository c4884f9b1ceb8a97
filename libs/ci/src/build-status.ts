import type { BuildStatus } from '#domain';

/** A vendor's words for a status, lower case. */
export type StatusWords = ReadonlyMap<string, BuildStatus>;

/** The status a vendor's word means; a word the vendor does not document is `unknown`, never a success. */
export function statusOf(words: StatusWords, word: string | undefined): BuildStatus {
  return words.get(word?.toLowerCase() ?? '') ?? 'unknown';
}

/** The sender's words, joined: `completed/failure`. */
export function rawStatus(...words: readonly (string | undefined)[]): string | undefined {
  const said = words.filter((word) => word !== undefined);
  return said.length === 0 ? undefined : said.join('/');
}

/** True once a status can no longer change within the same attempt. */
export function isFinal(status: BuildStatus): boolean {
  return FINAL.has(status);
}

const FINAL: ReadonlySet<BuildStatus> = new Set(['success', 'failure', 'cancelled', 'timed_out', 'skipped']);
