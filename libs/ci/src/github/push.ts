import { type CommitObservation, commitIdOf, isZeroCommit, readRef } from '#domain';
import { lenient } from '#platform';
import { envelopeFields, type GitHubEventReader } from './envelope.js';

const { flag, list, read, shape, text, time, zonedTime } = lenient;

const commitFields = shape({
  id: text,
  message: text,
  timestamp: zonedTime,
  url: text,
  author: shape({ username: text, name: text }),
  added: list(text),
  modified: list(text),
  removed: list(text),
});

const payloadSchema = shape({
  ...envelopeFields,
  repository: shape({ full_name: text, pushed_at: time }),
  ref: text,
  after: text,
  deleted: flag,
  head_commit: commitFields,
  commits: list(commitFields),
});

type Push = NonNullable<ReturnType<typeof readPush>>;
type Commit = NonNullable<Push['head_commit']>;

const readPush = (payload: unknown) => read(payloadSchema, payload);

/**
 * `push`: one observation for each listed commit, the new head first, the others from new to old.
 * Only the head carries the tag of a tag push; of an annotated tag `after` is the tag object, so the
 * head commit's own id is preferred. A deleted ref is kept as `other`.
 */
export const readPushEvent: GitHubEventReader = (payload) => {
  const push = readPush(payload);
  if (push === undefined) return 'unexpected_shape';
  if (push.deleted === true || isZeroCommit(push.after)) {
    return [{ kind: 'other', ...common(push), event: 'ref_deleted', detail: push.ref }];
  }
  const head = commitIdOf(push.head_commit?.id) ?? commitIdOf(push.after);
  const names = readRef(push.ref);
  const listed = push.commits
    .filter((commit) => commitIdOf(commit.id) !== head)
    .reverse()
    .map((commit) => observed(push, commit, commitIdOf(commit.id)));
  const first = observed(push, push.head_commit ?? push.commits.at(-1), head);
  return [{ ...first, gitTag: names.gitTag ?? undefined }, ...listed].filter(
    ({ commit }) => commit !== undefined,
  );
};

const common = (push: Push) => ({
  provider: 'github',
  repository: push.repository?.full_name,
  actor: push.sender?.login,
  // A commit's own date can be long before it reached the repository.
  occurredAt: push.repository?.pushed_at,
});

function observed(push: Push, commit: Commit | undefined, id: string | null): CommitObservation {
  const known = commit !== undefined && commitIdOf(commit.id) === id ? commit : undefined;
  return {
    kind: 'commit',
    ...common(push),
    commit: id ?? undefined,
    branch: readRef(push.ref).branch ?? undefined,
    message: known?.message,
    author: known?.author?.username ?? known?.author?.name,
    committedAt: known?.timestamp,
    url: known?.url,
    changedFiles: known && [...new Set([...known.added, ...known.modified, ...known.removed])],
  };
}
