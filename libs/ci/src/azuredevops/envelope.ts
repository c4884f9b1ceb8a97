import { repositoryPathOf } from '#domain';
import { lenient } from '#platform';

const { shape, text, time } = lenient;

/** Parts that every service hook event has. */
export const envelopeFields = { id: text, createdDate: time };

/** A repository of Azure Repos, or of GitHub or Bitbucket when a pipeline builds from there. */
export const repositoryFields = shape({
  id: text,
  name: text,
  type: text,
  url: text,
  project: shape({ name: text }),
});

const UNSET_ID = '00000000-0000-0000-0000-000000000000';

/** The envelope's id, unless it is the all-zero one of an event that has none. */
export const eventIdOf = (id: string | undefined) => (id === UNSET_ID ? undefined : id);

/**
 * `<project>/<repository>` in Azure Repos; `owner/name` for repositories elsewhere, whose id or
 * address that is. An Azure Repos id is a GUID and names nothing.
 */
export function repositoryPath(
  repository: lenient.Read<typeof repositoryFields> | undefined,
  project: string | undefined,
): string | null | undefined {
  const elsewhere = repository?.type !== undefined && !/^(?:tfsgit|azureReposGit)$/i.test(repository.type);
  if (elsewhere)
    return repositoryPathOf(repository?.id) ?? repositoryPathOf(repository?.url) ?? repository?.name;
  const name = repository?.name ?? /\/_git\/([^/?#]+)$/.exec(repository?.url ?? '')?.[1];
  const inside = repository?.project?.name ?? project;
  return name === undefined || inside === undefined ? name : `${inside}/${name}`;
}
