import { type CommitObservation, commitIdOf, isZeroCommit, readRef } from '#domain';
import { lenient } from '#platform';
import { envelopeFields, type Forge, type ForgeEventReader } from './envelope.js';

const { flag, list, read, shape, text, zonedTime } = lenient;

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
  ref: text,
  after: text,
  deleted: flag,
  head_commit: commitFields,
  commits: list(commitFields),
});

type Push = lenient.Read<typeof payloadSchema>;
type Commit = lenient.Read<typeof commitFields>;

/**
 * `push`: one observation for each listed commit, the new head first, the others from new to old.
 * Only the head carries the tag of a tag push; of an annotated tag `after` is the tag object, so the
 * head commit's own id is preferred. A deleted ref is kept as `other`.
 */
export const readPushEvent: ForgeEventReader = (payload, forge) => {
  const push = read(payloadSchema, payload);
  if (push === undefined) return 'unexpected_shape';
  const { branch, gitTag } = readRef(push.ref);
  if (push.deleted === true || isZeroCommit(push.after)) {
    return [
      { kind: 'other', ...common(push, forge), event: 'ref_deleted', branch, gitTag, detail: push.ref },
    ];
  }
  const head = commitIdOf(push.head_commit?.id) ?? commitIdOf(push.after);
  const listed = push.commits
    .filter((commit) => commitIdOf(commit.id) !== head)
    .reverse()
    .map((commit) => observed(push, forge, commit, commitIdOf(commit.id)));
  const first = observed(push, forge, push.head_commit ?? push.commits.at(-1), head);
  return [{ ...first, gitTag: gitTag ?? undefined }, ...listed];
};

const common = (push: Push, forge: Forge) => ({
  provider: forge,
  repository: push.repository?.full_name,
  actor: push.sender?.login,
  // A commit's own date can be long before it reached the repository.
  occurredAt: push.repository?.pushed_at,
});

function observed(
  push: Push,
  forge: Forge,
  commit: Commit | undefined,
  id: string | null,
): CommitObservation {
  const known = commit !== undefined && commitIdOf(commit.id) === id ? commit : undefined;
  return {
    kind: 'commit',
    ...common(push, forge),
    commit: id ?? undefined,
    branch: readRef(push.ref).branch ?? undefined,
    message: known?.message,
    author: known?.author?.username ?? known?.author?.name,
    committedAt: known?.timestamp,
    url: known?.url,
    changedFiles: known && [...new Set([...known.added, ...known.modified, ...known.removed])],
  };
}
