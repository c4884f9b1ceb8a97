import { type CommitObservation, commitIdOf, type Observation } from '#domain';
import { lenient } from '#platform';

const { list, shape, text, zonedTime } = lenient;

const person = { nickname: text, display_name: text };

const commitFields = shape({
  hash: text,
  message: text,
  date: zonedTime,
  // Older payloads have the person itself here, newer ones an author with a `user`.
  author: shape({ ...person, raw: text, user: shape(person) }),
  links: shape({ html: shape({ href: text }) }),
});

const refFields = shape({ type: text, name: text, target: commitFields });

const changeFields = shape({ old: refFields, new: refFields, commits: list(commitFields) });

export const pushSchema = shape({
  actor: shape(person),
  repository: shape({ full_name: text }),
  push: shape({ changes: list(changeFields) }),
});

type Push = lenient.Read<typeof pushSchema>;
type Change = lenient.Read<typeof changeFields>;
type Commit = lenient.Read<typeof commitFields>;

/** `repo:push`: for each changed ref its new head, then the other listed commits (at most five). */
export const observePush = (push: Push): Observation[] =>
  (push.push?.changes ?? []).flatMap((change) => observeChange(push, change));

function observeChange(push: Push, change: Change): Observation[] {
  const ref = change.new ?? change.old;
  const isTag = ref?.type === 'tag' || ref?.type === 'annotated_tag';
  const common = {
    provider: 'bitbucket',
    repository: push.repository?.full_name,
    actor: push.actor?.nickname ?? push.actor?.display_name,
  };
  const names = { branch: isTag ? undefined : ref?.name, gitTag: isTag ? ref?.name : undefined };
  if (change.new === undefined) return [{ kind: 'other', ...common, event: 'ref_deleted', ...names }];
  const head = change.new.target;
  const others = change.commits.filter(({ hash }) => hash !== head?.hash);
  return [
    { ...common, ...observeCommit(head), ...names },
    ...others.map((commit) => ({ ...common, ...observeCommit(commit), branch: names.branch })),
  ];
}

const observeCommit = (commit: Commit | undefined): CommitObservation => ({
  kind: 'commit',
  commit: commitIdOf(commit?.hash),
  message: commit?.message,
  author: commit?.author?.user?.nickname ?? commit?.author?.nickname ?? commit?.author?.raw,
  committedAt: commit?.date,
  url: commit?.links?.html?.href,
});
