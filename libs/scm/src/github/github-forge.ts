import { type CommitObservation, commitIdOf } from '#domain';
import type { FetchedDelivery, FetchedPage, FetchedRun, ForgeAnswer, SourceForge } from '#pipeline';
import { doubt } from '../doubt.js';
import { asWebhook, fetchedRun } from './fetched-run.js';
import { type GitHubClient, ownerAndName } from './github-client.js';

/** The most that the REST API gives per page. */
const PAGE = 100;

/** With `created`, the API lists the first thousand runs only ("List workflow runs for a repository"). */
const MOST_RUNS = 1_000;

/** GitHub and GitHub Enterprise Server through their REST API. */
export class GitHubForge implements SourceForge {
  readonly id = 'github';

  constructor(private readonly client: GitHubClient) {}

  async commit(repository: string, sha: string): Promise<ForgeAnswer<CommitObservation>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const found = await this.client.ask((rest) => rest.repos.getCommit({ ...name, ref: sha, per_page: 1 }));
    if (!found.ok) return found;
    const { value } = found;
    // A ref may be called like the beginning of a commit.
    if (commitIdOf(value.sha) === null || !value.sha.startsWith(sha.toLowerCase())) return doubt('absent');
    const branch = await this.defaultBranchWith(name, value.sha);
    return {
      ok: true,
      value: {
        kind: 'commit',
        provider: 'github',
        repository,
        commit: value.sha,
        branch,
        message: value.commit.message,
        author: value.author?.login ?? value.commit.author?.name,
        committedAt: value.commit.committer?.date,
        url: value.html_url,
        changedFiles: value.files?.map(({ filename }) => filename),
      },
    };
  }

  /** The default branch, where the commit is on it. */
  private async defaultBranchWith(
    name: { readonly owner: string; readonly repo: string },
    sha: string,
  ): Promise<string | null> {
    const repository = await this.client.ask((rest) => rest.repos.get(name));
    if (!repository.ok) return null;
    const branch = repository.value.default_branch;
    const basehead = `${branch}...${sha}`;
    const compared = await this.client.ask((rest) =>
      rest.repos.compareCommitsWithBasehead({ ...name, basehead, per_page: 1 }),
    );
    const isOn = compared.ok && (compared.value.status === 'behind' || compared.value.status === 'identical');
    return isOn ? branch : null;
  }

  async runsOf(repository: string, sha: string): Promise<ForgeAnswer<readonly FetchedRun[]>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const found = await this.client.ask((rest) =>
      rest.actions.listWorkflowRunsForRepo({ ...name, head_sha: sha, per_page: PAGE }),
    );
    if (!found.ok) return found;
    return { ok: true, value: found.value.workflow_runs.map(fetchedRun) };
  }

  async jobsOf(repository: string, run: FetchedRun): Promise<ForgeAnswer<readonly FetchedDelivery[]>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const found = await this.client.ask((rest) =>
      rest.actions.listJobsForWorkflowRunAttempt({
        ...name,
        run_id: Number(run.id),
        attempt_number: run.attempt,
        per_page: PAGE,
      }),
    );
    if (!found.ok) return found;
    const jobs = found.value.jobs.map((job) =>
      asWebhook('workflow_job', {
        action: job.status,
        workflow_job: job,
        repository: { full_name: repository, html_url: webAddressOf(job.html_url, repository) },
      }),
    );
    return { ok: true, value: jobs };
  }

  async runsBetween(
    repository: string,
    { from, to }: { readonly from: Date; readonly to: Date },
    page: number,
  ): Promise<ForgeAnswer<FetchedPage<FetchedRun>>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const created = `${inSeconds(from)}..${inSeconds(to)}`;
    const found = await this.client.ask((rest) =>
      rest.actions.listWorkflowRunsForRepo({ ...name, created, per_page: PAGE, page }),
    );
    if (!found.ok) return found;
    const hasMore = found.value.workflow_runs.length === PAGE && page * PAGE < MOST_RUNS;
    return { ok: true, value: { items: found.value.workflow_runs.map(fetchedRun), hasMore } };
  }
}

/** GitHub's search syntax has no fractions of seconds. */
const inSeconds = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;

/** The repository's page, out of the page of one of its jobs. */
function webAddressOf(jobUrl: string | null, repository: string): string | undefined {
  const end = (jobUrl ?? '').toLowerCase().indexOf(`/${repository.toLowerCase()}/`);
  return end < 0 ? undefined : (jobUrl ?? '').slice(0, end + repository.length + 1);
}
