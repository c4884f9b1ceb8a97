import type { Cause, CommitRole, Level } from '#domain';
import { githubSignature } from '../../support/deliveries.js';
import { GITHUB_SECRET, GITLAB_TOKEN } from '../../support/server.js';
import type { Delivery } from '../replay/replay-server.js';

/** A case told with nothing but requests to the public endpoints, and what must be concluded. */
export interface HttpStory {
  readonly scenario: number;
  readonly name: string;
  readonly image: string;
  readonly told: readonly Delivery[];
  readonly expected: {
    readonly cause: Cause;
    readonly level: Level | readonly Level[];
    /** `null`: no commit at all. */
    readonly commit: { readonly sha: string; readonly role: CommitRole } | null;
    readonly rule?: string;
    /** Tag of the push that is named. */
    readonly push?: string;
    /** What the fixes must contain. */
    readonly fix?: string;
    readonly says?: string;
    readonly deployedBy?: string;
  };
}

const START = Date.now() - 3_600_000;

/** Minutes after the start of the story, an hour ago. */
export const at = (minute: number, second = 0) =>
  new Date(START + minute * 60_000 + second * 1000).toISOString();

export const SHA = {
  good: '1111111aaaa2222bbbb3333cccc4444dddd55556',
  bad: '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a',
  next: '9c0ffee2d0b94c5a8e21f6a7c3d4e5f607182934',
  manifest: 'abcdef0123456789abcdef0123456789abcdef01',
} as const;

export const SHORT = SHA.bad.slice(0, 7);
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
export const IMAGE = 'ghcr.io/acme/api';
export const SOURCE = 'acme/api';

const json = (path: string, body: unknown): Delivery => ({
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const builds = (...reports: readonly object[]) => json('/v1/builds', reports);
export const pushes = (...reports: readonly object[]) => json('/v1/pushes', reports);

/** A build as a pipeline reports it with one request. */
export const build = (fields: object) => ({
  repository: SOURCE,
  commit: SHA.bad,
  branch: 'main',
  workflow: 'image',
  runId: '812',
  runNumber: 812,
  startedAt: at(20),
  ...fields,
});

export const push = (fields: object) => ({
  repository: IMAGE,
  digest: digest('b'),
  occurredAt: at(25),
  ...fields,
});

/** An earlier build that went well, and its push. */
export const HISTORY: readonly Delivery[] = [
  builds(
    build({
      commit: SHA.good,
      runId: '811',
      runNumber: 811,
      status: 'success',
      startedAt: at(1),
      finishedAt: at(6),
    }),
  ),
  pushes(
    push({
      tag: SHA.good.slice(0, 7),
      commit: SHA.good,
      sourceRepository: SOURCE,
      digest: digest('a'),
      platforms: ['linux/amd64', 'linux/arm64'],
      occurredAt: at(5),
    }),
  ),
];

export const notFound = (image: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

export const denied = (image: string, host: string, path: string) =>
  `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://${host}/token?scope=repository%3A${path}%3Apull&service=${host}: 401 Unauthorized`;

/** A pod that cannot pull, half an hour into the story. */
export const fails = (image: string, fields: object = {}) =>
  json('/v1/failures', {
    cluster: 'prod-eu',
    namespace: 'shop',
    pod: 'api-5d8f7-x2x4z',
    container: 'api',
    workload: { kind: 'Deployment', name: 'api' },
    node: 'node-1',
    nodeArch: 'amd64',
    image,
    reason: 'ErrImagePull',
    message: notFound(image),
    firstSeenAt: at(30),
    lastSeenAt: at(31),
    ...fields,
  });

export const recovers = (image: string, fields: object = {}) =>
  fails(image, { kind: 'recovery', message: null, reason: null, ...fields });

const github = (event: string, payload: object): Delivery => {
  const body = JSON.stringify(payload);
  return {
    path: '/v1/hooks/github',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': `${event}-${body.length}-${Buffer.from(body).reduce((sum, byte) => (sum * 31 + byte) % 1e9, 7)}`,
      'x-hub-signature-256': githubSignature(body, GITHUB_SECRET),
      authorization: '',
    },
    body,
  };
};

const repository = (name: string) => ({ full_name: name, html_url: `https://github.com/${name}` });

export const workflowRun = (run: object, name = SOURCE) =>
  github('workflow_run', {
    action: 'completed',
    repository: repository(name),
    workflow: { name: 'image', path: '.github/workflows/image.yml' },
    workflow_run: {
      id: 812000,
      run_attempt: 1,
      run_number: 812,
      name: 'image',
      path: '.github/workflows/image.yml',
      html_url: `https://github.com/${name}/actions/runs/812000`,
      head_sha: SHA.bad,
      head_branch: 'main',
      head_repository: { full_name: name },
      event: 'push',
      status: 'completed',
      run_started_at: at(20),
      created_at: at(20),
      updated_at: at(26),
      pull_requests: [],
      ...run,
    },
  });

export const workflowJob = (job: object, name = SOURCE) =>
  github('workflow_job', {
    action: 'completed',
    repository: repository(name),
    workflow_job: {
      id: 99,
      run_id: 812000,
      run_attempt: 1,
      workflow_name: 'image',
      name: 'docker',
      head_sha: SHA.bad,
      head_branch: 'main',
      status: 'completed',
      started_at: at(20, 10),
      completed_at: at(25),
      ...job,
    },
  });

export const githubPush = (
  commit: { readonly id: string; readonly [field: string]: unknown },
  fields: { readonly name?: string; readonly ref?: string; readonly minute?: number } = {},
) => {
  const { name = SOURCE, ref = 'refs/heads/main', minute = 19 } = fields;
  const full = {
    message: 'Work',
    timestamp: at(minute),
    author: { name: 'Robin', username: 'robin' },
    added: [],
    modified: [],
    removed: [],
    ...commit,
  };
  return github('push', {
    ref,
    after: commit.id,
    repository: { ...repository(name), pushed_at: at(minute) },
    head_commit: full,
    commits: [full],
    sender: { login: 'robin' },
  });
};

export const gitlabPipeline = (attributes: object, jobs: readonly object[]): Delivery => ({
  path: '/v1/hooks/gitlab',
  headers: {
    'content-type': 'application/json',
    'x-gitlab-token': GITLAB_TOKEN,
    'x-gitlab-event': 'Pipeline Hook',
    authorization: '',
  },
  body: JSON.stringify({
    object_kind: 'pipeline',
    object_attributes: {
      id: 31,
      iid: 7,
      ref: 'main',
      tag: false,
      sha: SHA.bad,
      source: 'push',
      created_at: at(20),
      finished_at: at(26),
      ...attributes,
    },
    project: { path_with_namespace: SOURCE, web_url: `https://gitlab.test/${SOURCE}` },
    builds: jobs,
  }),
});
