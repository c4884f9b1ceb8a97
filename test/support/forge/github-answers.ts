import type { Reply, Route } from './api-server.js';
import { hooksRoute } from './github-hook-answers.js';
import type { GitHubCommit, GitHubRun, GitHubState } from './github-state.js';

const runNumber = (run: GitHubRun) => run.id % 1000;

/** `GET /repos/{owner}/{repo}/actions/runs/{run_id}` and the elements of lists of runs. */
function restRun(state: GitHubState, run: GitHubRun) {
  const html = `https://github.com/${state.repository}`;
  return {
    id: run.id,
    name: 'image',
    path: '.github/workflows/image.yml',
    head_branch: state.defaultBranch,
    head_sha: run.sha,
    run_number: runNumber(run),
    run_attempt: run.attempt ?? 1,
    event: 'push',
    status: run.status,
    conclusion: run.conclusion,
    html_url: `${html}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    run_started_at: run.createdAt,
    updated_at: run.updatedAt,
    actor: { login: 'robin' },
    repository: { full_name: state.repository, html_url: html },
    head_repository: { full_name: run.headRepository ?? state.repository },
  };
}

function restJobs(state: GitHubState, run: GitHubRun) {
  return run.jobs.map(({ name, steps }, index) => {
    const failed = steps.some(([, conclusion]) => conclusion === 'failure');
    return {
      id: run.id * 10 + index,
      run_id: run.id,
      run_attempt: run.attempt ?? 1,
      workflow_name: 'image',
      head_branch: state.defaultBranch,
      head_sha: run.sha,
      html_url: `https://github.com/${state.repository}/actions/runs/${run.id}/job/${run.id * 10 + index}`,
      status: 'completed',
      conclusion: failed ? 'failure' : 'success',
      created_at: run.createdAt,
      started_at: run.createdAt,
      completed_at: run.updatedAt,
      name,
      steps: steps.map(([step, conclusion], number) => ({
        name: step,
        status: 'completed',
        conclusion,
        number: number + 1,
      })),
    };
  });
}

const page = <T>(items: readonly T[], url: URL): readonly T[] => {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const number = Number(url.searchParams.get('page') ?? 1);
  return items.slice((number - 1) * size, number * size);
};

/** GitHub's times have whole seconds. */
const seconds = (text: string) => Math.floor(Date.parse(text) / 1_000);

const isBetween = (at: string, from: string, to: string | undefined) =>
  seconds(at) >= seconds(from) && seconds(at) <= seconds(to ?? at);

function runsReply(state: GitHubState, url: URL): Reply {
  const sha = url.searchParams.get('head_sha');
  const [from, to] = url.searchParams.get('created')?.split('..') ?? [];
  const mine = state.runs
    .filter((run) => sha === null || run.sha === sha)
    .filter(({ createdAt }) => from === undefined || isBetween(createdAt, from, to))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return {
    body: { total_count: mine.length, workflow_runs: page(mine, url).map((run) => restRun(state, run)) },
  };
}

const commitRoute =
  (state: GitHubState): Route =>
  (url) => {
    const ref = /\/commits\/([^/]+)$/.exec(url.pathname)?.[1];
    if (ref === undefined) return null;
    const found = state.commits.filter(({ sha }) => sha.startsWith(ref));
    if (found.length !== 1) return { status: 422, body: { message: `No commit found for SHA: ${ref}` } };
    const [commit] = found as [GitHubCommit];
    const person = { name: commit.login, email: `${commit.login}@acme.test`, date: commit.date };
    return {
      body: {
        sha: commit.sha,
        html_url: `https://github.com/${state.repository}/commit/${commit.sha}`,
        commit: { message: commit.message, author: person, committer: person },
        author: { login: commit.login },
        files: [{ filename: 'Dockerfile', status: 'modified' }],
      },
    };
  };

const compareRoute =
  (state: GitHubState): Route =>
  (url) => {
    const [, base, head] = /\/compare\/(.+)\.\.\.([^/]+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (base === undefined) return null;
    const commit = state.commits.find(({ sha }) => sha === head);
    return { body: { status: commit?.onDefaultBranch ? 'behind' : 'diverged', commits: [], files: [] } };
  };

const jobsRoute =
  (state: GitHubState): Route =>
  (url) => {
    const [, id, attempt] = /\/actions\/runs\/(\d+)\/attempts\/(\d+)\/jobs$/.exec(url.pathname) ?? [];
    const run = state.runs.find((one) => String(one.id) === id && String(one.attempt ?? 1) === attempt);
    if (!run) return null;
    const jobs = restJobs(state, run);
    return { body: { total_count: jobs.length, jobs } };
  };

const packagesRoute =
  (state: GitHubState): Route =>
  (url) => {
    const [, door, name] =
      /^\/(orgs|users)\/[^/]+\/packages\/container\/([^/]+)\/versions$/.exec(url.pathname) ?? [];
    if (door !== 'orgs' || name === undefined) return null;
    const versions = state.packages[decodeURIComponent(name)];
    if (!versions) return null;
    const isDeleted = url.searchParams.get('state') === 'deleted';
    const mine = versions.filter(({ deletedAt }) => (deletedAt !== undefined) === isDeleted);
    return {
      body: page(mine, url).map(({ id, digest, tags, createdAt, updatedAt, deletedAt }) => ({
        id,
        name: digest,
        created_at: createdAt,
        updated_at: updatedAt,
        ...(deletedAt === undefined ? {} : { deleted_at: deletedAt }),
        metadata: { package_type: 'container', container: { tags } },
      })),
    };
  };

/** All routes of the repository; another one is not found. */
export function githubRoutes(state: GitHubState): readonly Route[] {
  const root = `/repos/${state.repository}`;
  const inside =
    (route: Route): Route =>
    (url, asked) =>
      url.pathname.startsWith(`${root}/`) ? route(url, asked) : null;
  return [
    (url) =>
      url.pathname === root
        ? { body: { full_name: state.repository, default_branch: state.defaultBranch } }
        : null,
    inside(commitRoute(state)),
    inside(compareRoute(state)),
    inside(jobsRoute(state)),
    inside((url) => (url.pathname === `${root}/actions/runs` ? runsReply(state, url) : null)),
    inside(hooksRoute(state)),
    packagesRoute(state),
  ];
}
