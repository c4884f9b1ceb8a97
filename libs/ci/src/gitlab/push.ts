import { type CommitObservation, commitIdOf, isZeroCommit, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { projectFields, projectPath } from './project.js';

const { list, shape, text, zonedTime } = lenient;

const commitFields = shape({
  id: text,
  message: text,
  timestamp: zonedTime,
  url: text,
  author: shape({ name: text }),
  added: list(text),
  modified: list(text),
  removed: list(text),
});

export const pushSchema = shape({
  ...projectFields,
  ref: text,
  after: text,
  checkout_sha: text,
  user_username: text,
  user_name: text,
  commits: list(commitFields),
});

type Push = lenient.Read<typeof pushSchema>;
type Commit = lenient.Read<typeof commitFields>;

/**
 * `push` and `tag_push`: the new head first, then the other listed commits (at most 20, oldest first
 * in the payload). `checkout_sha` is the commit also where `after` is an annotated tag's object.
 */
export function observePush(push: Push): Observation[] {
  const { branch, gitTag } = readRef(push.ref);
  if (isZeroCommit(push.after)) {
    return [{ kind: 'other', ...common(push), event: 'ref_deleted', branch, gitTag, detail: push.ref }];
  }
  const head = commitIdOf(push.checkout_sha) ?? commitIdOf(push.after);
  const listed = push.commits.filter((commit) => commitIdOf(commit.id) !== null);
  const others = listed.filter((commit) => commitIdOf(commit.id) !== head).reverse();
  const headCommit = listed.find((commit) => commitIdOf(commit.id) === head);
  return [
    { ...observe(push, headCommit, head), gitTag },
    ...others.map((commit) => observe(push, commit, commitIdOf(commit.id))),
  ];
}

const common = (push: Push) => ({
  provider: 'gitlab',
  repository: projectPath(push),
  actor: push.user_username ?? push.user_name,
});

function observe(push: Push, commit: Commit | undefined, id: string | null): CommitObservation {
  return {
    kind: 'commit',
    ...common(push),
    commit: id,
    branch: readRef(push.ref).branch,
    message: commit?.message,
    author: commit?.author?.name,
    committedAt: commit?.timestamp,
    url: commit?.url,
    changedFiles: commit && [...new Set([...commit.added, ...commit.modified, ...commit.removed])],
  };
}
