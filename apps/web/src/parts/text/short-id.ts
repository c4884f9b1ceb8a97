/** Git's usual short form; the full id is one click away. */
const SHORT_COMMIT = 7;
const SHORT_DIGEST = 12;

/** The first seven digits of a commit id. */
export function shortCommit(sha: string): string {
  return sha.slice(0, SHORT_COMMIT);
}

/** `sha256:0a1b2c3d4e5f…` for a digest, unchanged for what is shorter. */
export function shortDigest(digest: string): string {
  const [algorithm, hex] = digest.split(':', 2);
  if (!hex || hex.length <= SHORT_DIGEST) return digest;
  return `${algorithm}:${hex.slice(0, SHORT_DIGEST)}…`;
}
