import { repositoryPathOf } from '#domain';
import { lenient } from '#platform';

const { shape, text } = lenient;

/** Where the group path of the project can stand, newer fields first. */
export const projectFields = {
  project: shape({ path_with_namespace: text, web_url: text, git_http_url: text }),
  project_name: text,
  repository: shape({ homepage: text, git_http_url: text }),
};

const projectSchema = shape(projectFields);

type Fields = lenient.Read<typeof projectSchema>;

/**
 * The full group path. Old job events have only the address, or `project_name`, which is a path in
 * some versions and a display name (`Acme / Shop`) in others.
 */
export function projectPath(fields: Fields): string | null {
  return (
    fields.project?.path_with_namespace ??
    repositoryPathOf(projectUrl(fields)) ??
    repositoryPathOf(fields.project?.git_http_url ?? fields.repository?.git_http_url) ??
    repositoryPathOf(fields.project_name)
  );
}

/** The page of a pipeline, for events that do not carry it. */
export function pipelineUrl(fields: Fields, id: string | undefined): string | undefined {
  const url = projectUrl(fields);
  return url === undefined || id === undefined ? undefined : `${url}/-/pipelines/${id}`;
}

/** The project's page. */
const projectUrl = ({ project, repository }: Fields) => project?.web_url ?? repository?.homepage;
