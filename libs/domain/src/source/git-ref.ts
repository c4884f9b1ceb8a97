/** What a ref names: at most one of the fields is set. */
export interface RefNames {
  readonly branch: string | null;
  readonly gitTag: string | null;
  /** Number of the change request that a forge's pull or merge ref belongs to. */
  readonly pullRequest: number | null;
}

const NOTHING: RefNames = { branch: null, gitTag: null, pullRequest: null };

/**
 * Reads a ref as senders write it: `refs/heads/x`, `refs/tags/x`, `refs/pull/7/merge` (GitHub,
 * Azure), `refs/merge-requests/7/head` (GitLab), `refs/pull-requests/7/from` (Bitbucket Server).
 * A bare name is a branch, as every sender documents that abbreviates.
 */
export function readRef(ref: string | null | undefined): RefNames {
  const text = ref?.trim() ?? '';
  if (text === '') return NOTHING;
  const change = /^refs\/(?:pull|merge-requests|pull-requests)\/(\d{1,15})(?:\/|$)/.exec(text)?.[1];
  if (change !== undefined) return { ...NOTHING, pullRequest: Number(change) };
  if (text.startsWith('refs/tags/')) return { ...NOTHING, gitTag: text.slice('refs/tags/'.length) || null };
  if (text.startsWith('refs/heads/')) return { ...NOTHING, branch: text.slice('refs/heads/'.length) || null };
  return text.startsWith('refs/') ? NOTHING : { ...NOTHING, branch: text };
}
