const ALGORITHM = 'sha256:';
/** At most this many digests are looked at, from the end of the text. */
const LOOKS = 8;

/**
 * The digest a text names last: errors put the manifest, config or blob that is missing or wrong
 * behind the reference it belongs to. Shortened digests count; `null` without one.
 */
export function lastDigestOf(text: string): string | null {
  let at = text.lastIndexOf(ALGORITHM);
  for (let look = 0; at >= 0 && look < LOOKS; look += 1) {
    const digest = /^sha256:[a-f0-9]{4,64}/.exec(text.slice(at, at + ALGORITHM.length + 64))?.[0];
    if (digest !== undefined) return digest;
    at = at === 0 ? -1 : text.lastIndexOf(ALGORITHM, at - 1);
  }
  return null;
}
