import type { Clock, StoryStep } from './step.js';

/**
 * Webhook bodies in GitHub's documented format (docs.github.com, "Webhook events and payloads"),
 * cut down to the objects that matter to a receiver.
 */
const SENDER = { login: 'robin', id: 583231, type: 'User' };

function repositoryOf(fullName: string) {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: 1296269,
    name,
    full_name: fullName,
    private: true,
    owner: { login: owner, id: 6811672, type: 'Organization' },
    html_url: `https://github.com/${fullName}`,
    default_branch: 'main',
  };
}

export interface CommitFields {
  readonly repository: string;
  readonly sha: string;
  readonly message: string;
  readonly author: string;
  readonly ref: string;
}

/** A push of one commit, or of a tag, to a ref. */
export function githubPush(commit: CommitFields, minutesAgo: number, clock: Clock): StoryStep {
  const head = {
    id: commit.sha,
    tree_id: commit.sha.split('').reverse().join(''),
    distinct: true,
    message: commit.message,
    timestamp: clock(minutesAgo),
    url: `https://github.com/${commit.repository}/commit/${commit.sha}`,
    author: {
      name: commit.author,
      email: `${commit.author.toLowerCase()}@acme.test`,
      username: commit.author.toLowerCase(),
    },
    committer: { name: 'GitHub', email: 'noreply@github.com', username: 'web-flow' },
    added: [],
    removed: [],
    modified: ['src/server.ts'],
  };
  const isTag = commit.ref.startsWith('refs/tags/');
  const body = {
    ref: commit.ref,
    before: '0000000000000000000000000000000000000000',
    after: commit.sha,
    created: isTag,
    deleted: false,
    forced: false,
    compare: `https://github.com/${commit.repository}/compare/${commit.sha.slice(0, 12)}`,
    commits: isTag ? [] : [head],
    head_commit: head,
    repository: repositoryOf(commit.repository),
    pusher: { name: commit.author.toLowerCase(), email: `${commit.author.toLowerCase()}@acme.test` },
    sender: SENDER,
  };
  return { by: 'github', event: 'push', body };
}

export interface RunFields {
  readonly repository: string;
  readonly sha: string;
  readonly branch: string;
  readonly id: number;
  readonly number: number;
  readonly workflow: string;
  readonly status: 'in_progress' | 'completed';
  readonly conclusion: 'success' | 'failure' | 'cancelled' | null;
  readonly startedAgo: number;
  readonly updatedAgo: number;
}

/** A workflow run at one moment of its life. */
export function githubRun(run: RunFields, clock: Clock): StoryStep {
  const body = {
    action: run.status,
    workflow_run: {
      id: run.id,
      name: run.workflow,
      head_branch: run.branch,
      head_sha: run.sha,
      path: '.github/workflows/image.yaml',
      run_number: run.number,
      run_attempt: 1,
      event: 'push',
      status: run.status,
      conclusion: run.conclusion,
      workflow_id: 159038,
      url: `https://api.github.com/repos/${run.repository}/actions/runs/${run.id}`,
      html_url: `https://github.com/${run.repository}/actions/runs/${run.id}`,
      pull_requests: [],
      created_at: clock(run.startedAgo),
      run_started_at: clock(run.startedAgo),
      updated_at: clock(run.updatedAgo),
      actor: SENDER,
      repository: repositoryOf(run.repository),
      head_repository: repositoryOf(run.repository),
    },
    workflow: { id: 159038, name: run.workflow, path: '.github/workflows/image.yaml', state: 'active' },
    repository: repositoryOf(run.repository),
    sender: SENDER,
  };
  return { by: 'github', event: 'workflow_run', body };
}

export interface JobFields extends RunFields {
  readonly jobId: number;
  readonly job: string;
  readonly steps: readonly (readonly [name: string, conclusion: 'success' | 'failure' | 'skipped'])[];
}

/** A completed job with its steps. */
export function githubJob(job: JobFields, clock: Clock): StoryStep {
  const body = {
    action: 'completed',
    workflow_job: {
      id: job.jobId,
      run_id: job.id,
      workflow_name: job.workflow,
      head_branch: job.branch,
      head_sha: job.sha,
      run_attempt: 1,
      html_url: `https://github.com/${job.repository}/actions/runs/${job.id}/job/${job.jobId}`,
      status: 'completed',
      conclusion: job.conclusion,
      created_at: clock(job.startedAgo),
      started_at: clock(job.startedAgo),
      completed_at: clock(job.updatedAgo),
      name: job.job,
      steps: job.steps.map(([name, conclusion], i) => ({
        name,
        status: 'completed',
        conclusion,
        number: i + 1,
        started_at: clock(job.startedAgo),
        completed_at: clock(job.updatedAgo),
      })),
      labels: ['ubuntu-latest'],
      runner_name: 'runner-7',
    },
    repository: repositoryOf(job.repository),
    sender: SENDER,
  };
  return { by: 'github', event: 'workflow_job', body };
}

export interface PackageFields {
  readonly repository: string;
  readonly sha: string;
  readonly tag: string;
  readonly digest: string;
}

/** An image that reached GitHub's container registry. */
export function githubPackage(image: PackageFields, minutesAgo: number, clock: Clock): StoryStep {
  const [owner = '', name = ''] = image.repository.split('/');
  const body = {
    action: 'published',
    package: {
      id: 10696,
      name,
      namespace: owner,
      ecosystem: 'CONTAINER',
      package_type: 'CONTAINER',
      html_url: `https://github.com/orgs/${owner}/packages/container/package/${name}`,
      created_at: clock(minutesAgo),
      updated_at: clock(minutesAgo),
      owner: { login: owner, id: 6811672, type: 'Organization' },
      package_version: {
        id: 72,
        version: image.digest,
        name: image.digest,
        target_commitish: 'main',
        target_oid: image.sha,
        created_at: clock(minutesAgo),
        updated_at: clock(minutesAgo),
        package_url: `ghcr.io/${image.repository}:${image.tag}`,
        container_metadata: {
          tag: { name: image.tag, digest: image.digest },
          labels: {
            description: '',
            source: `https://github.com/${image.repository}`,
            revision: image.sha,
            all_labels: {
              'org.opencontainers.image.revision': image.sha,
              'org.opencontainers.image.source': `https://github.com/${image.repository}`,
            },
          },
          manifest: { digest: image.digest, media_type: 'application/vnd.oci.image.manifest.v1+json' },
        },
      },
    },
    repository: repositoryOf(image.repository),
    sender: SENDER,
  };
  return { by: 'github', event: 'package', body };
}
