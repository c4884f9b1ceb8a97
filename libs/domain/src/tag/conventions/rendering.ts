/** docker/metadata-action's sanitising: a run of other characters becomes one `-`; case and length are kept. */
export function metadataSanitise(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-');
}

/** Seconds since 1970 of an RFC 3339 time. */
export function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** yyyyMMdd of an RFC 3339 time in UTC. */
export function compactDate(time: string): string {
  return time.slice(0, 10).replaceAll('-', '');
}

/** HHmmss of an RFC 3339 time in UTC. */
export function compactTime(time: string): string {
  return time.slice(11, 19).replaceAll(':', '');
}
