const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ALL_ZEROS = /^0+$/;

/**
 * The full commit id in `text`, lower case, or `null`. Abbreviated ids, revisions of other systems
 * (Subversion, Perforce) and git's all-zero "no commit" (`git-receive-pack`, githooks) are none.
 */
export function commitIdOf(text: string | null | undefined): string | null {
  const candidate = text?.trim().toLowerCase() ?? '';
  return COMMIT_ID.test(candidate) && !ALL_ZEROS.test(candidate) ? candidate : null;
}

/** True for git's "no such commit", by which a push says that a ref was created or deleted. */
export function isZeroCommit(text: string | null | undefined): boolean {
  const candidate = text?.trim() ?? '';
  return (candidate.length === 40 || candidate.length === 64) && ALL_ZEROS.test(candidate);
}

/** The last run of 40 or 64 hex digits that is a path segment of `url`, as commit pages have it. */
export function commitIdInUrl(url: string | null | undefined): string | null {
  const segments = (url ?? '').split(/[/?#]/);
  for (const segment of segments.reverse()) {
    const commit = commitIdOf(segment);
    if (commit !== null) return commit;
  }
  return null;
}
