import { type CommitObservation, commitIdOf, isZeroCommit, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { envelopeFields, eventIdOf, repositoryFields, repositoryPath } from './envelope.js';

const { list, shape, text, time } = lenient;

const commitFields = shape({
  commitId: text,
  comment: text,
  url: text,
  author: shape({ name: text, date: time }),
});

export const pushSchema = shape({
  ...envelopeFields,
  resource: shape({
    commits: list(commitFields),
    refUpdates: list(shape({ name: text, newObjectId: text })),
    repository: repositoryFields,
    pushedBy: shape({ displayName: text, uniqueName: text }),
    date: time,
  }),
});

type Commit = lenient.Read<typeof commitFields>;

/** `git.push`: for each updated ref its new head, then the other listed commits. */
export function observePush({ id, resource }: lenient.Read<typeof pushSchema>): Observation[] {
  if (resource === undefined) return [];
  const common = {
    provider: 'azuredevops',
    repository: repositoryPath(resource.repository, undefined),
    actor: resource.pushedBy?.displayName ?? resource.pushedBy?.uniqueName,
    occurredAt: resource.date,
    eventId: eventIdOf(id),
  };
  return resource.refUpdates.flatMap((update): Observation[] => {
    const { branch, gitTag } = readRef(update.name);
    if (isZeroCommit(update.newObjectId))
      return [{ kind: 'other', ...common, event: 'ref_deleted', branch, gitTag }];
    const head = commitIdOf(update.newObjectId);
    const listed = resource.refUpdates.length === 1 ? resource.commits : [];
    const others = listed.filter(({ commitId }) => commitIdOf(commitId) !== head);
    const known = resource.commits.find(({ commitId }) => commitIdOf(commitId) === head);
    return [
      { kind: 'commit', ...common, commit: head, branch, gitTag, ...details(known) },
      ...others.map(
        (commit): CommitObservation => ({
          kind: 'commit',
          ...common,
          commit: commitIdOf(commit.commitId),
          branch,
          ...details(commit),
        }),
      ),
    ];
  });
}

const details = (commit: Commit | undefined) => ({
  message: commit?.comment,
  author: commit?.author?.name,
  committedAt: commit?.author?.date,
  url: commit?.url,
});
