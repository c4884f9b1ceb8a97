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
  repository: Partial<lenient.Read<typeof repositoryFields>> | undefined,
  project: string | undefined,
): string | null | undefined {
  const elsewhere = repository?.type !== undefined && !/^(?:tfsgit|azureReposGit)$/i.test(repository.type);
  if (elsewhere)
    return repositoryPathOf(repository?.id) ?? repositoryPathOf(repository?.url) ?? repository?.name;
  const address = addressOf(repository?.url);
  const name = repository?.name ?? address?.name;
  const inside = repository?.project?.name ?? project ?? address?.project;
  return name === undefined || inside === undefined ? name : `${inside}/${name}`;
}

/**
 * `https://dev.azure.com/<organisation>/<project>/_git/<repository>`, where the project is left out
 * when it has the repository's name; older hosts have the organisation in the host's name.
 */
function addressOf(url: string | undefined): { readonly project: string; readonly name: string } | undefined {
  if (!URL.canParse(url ?? '')) return undefined;
  const { hostname, pathname } = new URL(url ?? '');
  const [, before, name] = /^\/(.*?)\/?_git\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (before === undefined || name === undefined) return undefined;
  const parents = before.split('/').filter((part) => part !== '' && part !== 'DefaultCollection');
  const organisations = hostname === 'dev.azure.com' ? 1 : 0;
  const project = parents.length > organisations ? parents.at(-1) : undefined;
  return { project: decoded(project ?? name), name: decoded(name) };
}

/** Project names may have spaces; a stray `%` is left alone. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
