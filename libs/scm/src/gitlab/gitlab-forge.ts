import { type CommitObservation, commitIdOf } from '#domain';
import type {
  FetchedDelivery,
  FetchedPage,
  FetchedRun,
  ForgeAnswer,
  HookMaker,
  SourceForge,
} from '#pipeline';
import { lenient } from '#platform';
import { doubt } from '../doubt.js';
import type { GitLabClient } from './gitlab-client.js';

const { flag, identifier, integer, list, shape, text, zonedTime } = lenient;

const projectSchema = shape({ path_with_namespace: text, web_url: text, default_branch: text });

const commitSchema = shape({
  id: text,
  message: text,
  author_name: text,
  committed_date: zonedTime,
  web_url: text,
});

const pipelineSchema = shape({
  id: identifier,
  iid: integer,
  name: text,
  sha: text,
  ref: text,
  tag: flag,
  status: text,
  source: text,
  created_at: zonedTime,
  updated_at: zonedTime,
  finished_at: zonedTime,
  web_url: text,
});

const jobSchema = shape({
  id: identifier,
  name: text,
  stage: text,
  status: text,
  created_at: text,
  started_at: text,
  finished_at: text,
  failure_reason: text,
});

type Pipeline = lenient.Read<typeof pipelineSchema>;

/** The most that the REST API gives per page ("Pagination"). */
const PAGE = 100;

/** States that a pipeline leaves by itself or by a person's hand (GitLab docs, "Pipelines API"). */
const UNSETTLED: ReadonlySet<string> = new Set([
  'created',
  'waiting_for_resource',
  'preparing',
  'pending',
  'running',
  'manual',
  'scheduled',
]);

/** What Pulltrace reads of a project's webhook. */
const HOOK_EVENTS = {
  push_events: true,
  tag_push_events: true,
  pipeline_events: true,
  job_events: true,
} as const;

const projectPath = (repository: string) => `projects/${encodeURIComponent(repository)}`;

/** GitLab, hosted or self-managed, through its REST API. */
export class GitLabForge implements SourceForge, HookMaker {
  readonly id = 'gitlab';

  constructor(private readonly client: GitLabClient) {}

  async commit(repository: string, sha: string): Promise<ForgeAnswer<CommitObservation>> {
    const path = `${projectPath(repository)}/repository/commits/${encodeURIComponent(sha)}`;
    const found = await this.client.ask({ path, schema: commitSchema });
    if (!found.ok) return found;
    const { id, message, author_name, committed_date, web_url } = found.value;
    const commit = commitIdOf(id);
    if (commit === null || !commit.startsWith(sha.toLowerCase())) return doubt('absent');
    return {
      ok: true,
      value: {
        kind: 'commit',
        provider: 'gitlab',
        repository,
        commit,
        branch: await this.defaultBranchWith(repository, path),
        message,
        author: author_name,
        committedAt: committed_date,
        url: web_url,
      },
    };
  }

  /** The default branch, where the commit is on it. */
  private async defaultBranchWith(repository: string, commitPath: string): Promise<string | null> {
    const project = await this.client.ask({ path: projectPath(repository), schema: projectSchema });
    const branch = project.ok ? project.value.default_branch : undefined;
    if (branch === undefined) return null;
    const refs = await this.client.ask({
      path: `${commitPath}/refs`,
      query: { type: 'branch', per_page: PAGE },
      schema: list(shape({ name: text })),
    });
    return refs.ok && refs.value.some(({ name }) => name === branch) ? branch : null;
  }

  async runsOf(repository: string, sha: string): Promise<ForgeAnswer<readonly FetchedRun[]>> {
    const found = await this.pipelines(repository, { sha, per_page: PAGE });
    return found.ok
      ? { ok: true, value: found.value.flatMap((pipeline) => fetchedRun(repository, pipeline, [])) }
      : found;
  }

  async runsBetween(
    repository: string,
    { from, to }: { readonly from: Date; readonly to: Date },
    page: number,
  ): Promise<ForgeAnswer<FetchedPage<FetchedRun>>> {
    const query = {
      created_after: from.toISOString(),
      created_before: to.toISOString(),
      per_page: PAGE,
      page,
    };
    const found = await this.pipelines(repository, query);
    if (!found.ok) return found;
    const items = found.value.flatMap((pipeline) => fetchedRun(repository, pipeline, []));
    return { ok: true, value: { items, hasMore: found.value.length === PAGE } };
  }

  private pipelines(repository: string, query: Readonly<Record<string, string | number>>) {
    const path = `${projectPath(repository)}/pipelines`;
    return this.client.ask({ path, query, schema: list(pipelineSchema) });
  }

  /** The webhook of a pipeline lists its jobs, so it is the pipeline that comes, with them. */
  async jobsOf(repository: string, run: FetchedRun): Promise<ForgeAnswer<readonly FetchedDelivery[]>> {
    const path = `${projectPath(repository)}/pipelines/${encodeURIComponent(run.id)}`;
    const pipeline = await this.client.ask({ path, schema: pipelineSchema });
    if (!pipeline.ok) return pipeline;
    const jobs = await this.client.ask({
      path: `${path}/jobs`,
      query: { per_page: PAGE },
      schema: list(jobSchema),
    });
    if (!jobs.ok) return jobs;
    return {
      ok: true,
      value: fetchedRun(repository, pipeline.value, jobs.value).map(({ delivery }) => delivery),
    };
  }

  async connect(
    repository: string,
    { url, secret }: { readonly url: string; readonly secret: string },
  ): Promise<ForgeAnswer<'made' | 'was_there'>> {
    const path = `${projectPath(repository)}/hooks`;
    const hooks = await this.client.ask({
      path,
      query: { per_page: PAGE },
      schema: list(shape({ url: text })),
    });
    if (!hooks.ok) return hooks;
    if (hooks.value.some((hook) => hook.url === url)) return { ok: true, value: 'was_there' };
    const body = { url, token: secret, enable_ssl_verification: true, ...HOOK_EVENTS };
    const made = await this.client.ask({ path, body, schema: shape({ id: identifier }) });
    return made.ok ? { ok: true, value: 'made' } : made;
  }
}

/** A pipeline of the REST API as the webhook "Pipeline events" has it. */
function fetchedRun(
  repository: string,
  pipeline: Pipeline,
  builds: readonly lenient.Read<typeof jobSchema>[],
): FetchedRun[] {
  const { id, status, created_at, web_url, ...rest } = pipeline;
  if (id === undefined || created_at === undefined) return [];
  const settled = status !== undefined && !UNSETTLED.has(status);
  const body = {
    object_kind: 'pipeline',
    object_attributes: {
      ...rest,
      id,
      status,
      created_at,
      url: web_url,
      // A list of pipelines says when they changed last, a pipeline itself when it ended.
      finished_at: settled ? (pipeline.finished_at ?? pipeline.updated_at) : undefined,
    },
    project: { path_with_namespace: repository, web_url: web_url?.replace(/\/-\/pipelines\/.*$/s, '') },
    builds,
  };
  return [
    {
      id,
      attempt: 1,
      createdAt: created_at,
      settled,
      succeeded: status === 'success',
      // Pipelines of forks run in the fork's own project.
      ofFork: false,
      delivery: {
        provider: 'gitlab',
        event: 'Pipeline Hook',
        headers: { 'content-type': 'application/json', 'x-gitlab-event': 'Pipeline Hook' },
        body: Buffer.from(JSON.stringify(body), 'utf8'),
      },
    },
  ];
}
