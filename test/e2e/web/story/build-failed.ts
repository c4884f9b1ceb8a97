import type { TimelineEntry, Verdict } from '#contract';
import { ago, incident, verdict } from './make.js';

export const BROKEN_COMMIT = '7f3a6ce1d20b4c5f8e9a01b2c3d4e5f60718293a';
const IMAGE = 'registry.acme.test/shop/api:sha-7f3a6ce';
const RUN = 'https://git.acme.test/acme/api/actions/runs/812';
const COMMIT_URL = `https://git.acme.test/acme/api/commit/${BROKEN_COMMIT}`;

const coverage: Verdict['coverage'] = [
  { feed: 'builds', source: 'github-acme', from: ago({ d: 6 }), to: ago({ s: 40 }), covered: true },
  { feed: 'pushes', source: 'registry', from: ago({ d: 6 }), to: ago({ s: 55 }), covered: true },
  { feed: 'failures', source: 'agent prod-eu', from: ago({ d: 2 }), to: ago({ s: 5 }), covered: true },
];

const decided = verdict({
  version: 2,
  decidedAt: ago({ min: 11, s: 58 }),
  cause: 'build_failed',
  level: 'proven',
  summary: 'Build #812 of 7f3a6ce failed in step “Build and push”, so shop/api:sha-7f3a6ce was never pushed.',
  commit: {
    sha: BROKEN_COMMIT,
    repository: 'acme/api',
    role: 'cause',
    author: 'Dana Petrov',
    message: 'Raise the base image to bookworm\n\nThe old one is out of support.',
    url: COMMIT_URL,
    pullRequest: 431,
  },
  build: {
    provider: 'github',
    id: '812',
    attempt: 1,
    url: RUN,
    status: 'failure',
    workflow: 'image',
    failedJob: 'publish',
    failedStep: 'Build and push',
  },
  push: {
    repository: 'registry.acme.test/shop/api',
    tag: 'sha-1c9be04',
    digest: `sha256:${'3fd1'.repeat(16)}`,
    pushedAt: ago({ h: 3, min: 24 }),
  },
  fixes: [
    {
      title: 'Roll back to the last image that was pushed',
      detail: 'sha-1c9be04 was pushed 3 hours ago from the commit before, and it runs in prod-us.',
      command:
        'kubectl --context prod-eu -n shop set image deployment/api api=registry.acme.test/shop/api:sha-1c9be04',
    },
    {
      title: 'Fix the step and run the build again',
      detail: 'The step “Build and push” ended with exit code 1. A new run pushes the tag that is asked for.',
      command: 'gh run rerun 812 --failed --repo acme/api',
      docs: 'https://docs.acme.test/ci/rerun',
    },
  ],
  evidence: [
    {
      id: 'b812',
      kind: 'build',
      at: ago({ min: 15, s: 29 }),
      text: 'Run #812 of workflow image for 7f3a6ce ended with failure in job publish, step “Build and push”',
      url: RUN,
    },
    {
      id: 't1',
      kind: 'derived',
      at: null,
      text: 'The tag sha-7f3a6ce stands for commit 7f3a6ce by the convention sha-<7 digits>, as 41 tags before it',
      url: null,
    },
  ],
  lookedFor: [
    { what: 'a push of shop/api:sha-7f3a6ce', found: false, where: 'pushes from registry since 16 Nov' },
    { what: 'another run or attempt for 7f3a6ce', found: false, where: 'builds from github-acme' },
  ],
  coverage,
});

const first = verdict({
  version: 1,
  decidedAt: ago({ min: 16, s: 10 }),
  cause: 'build_running',
  level: 'likely',
  summary: 'Build #812 of 7f3a6ce has been running for 3 min; it usually takes 4 min 10 s.',
});

export const buildFailed = incident({
  id: 'inc_01k4build',
  openedAt: ago({ min: 16, s: 12 }),
  image: IMAGE,
  error: {
    class: 'not_found',
    message: `Back-off pulling image "${IMAGE}": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
  },
  scope: {
    clusters: ['prod-eu', 'prod-us'],
    namespaces: ['shop'],
    workloads: ['prod-eu', 'prod-us'].flatMap((cluster) => [
      { cluster, namespace: 'shop', kind: 'Deployment', name: 'api' },
      { cluster, namespace: 'shop', kind: 'CronJob', name: 'api-nightly-report' },
    ]),
    nodes: 9,
    pods: 14,
  },
  verdict: decided,
});

export const buildFailedVerdicts: readonly Verdict[] = [decided, first];

export const buildFailedTimeline: readonly TimelineEntry[] = [
  {
    at: ago({ min: 19, s: 50 }),
    kind: 'commit',
    title: 'Commit 7f3a6ce by Dana Petrov',
    detail: 'Raise the base image to bookworm',
    status: null,
    url: COMMIT_URL,
  },
  {
    at: ago({ min: 19, s: 41 }),
    endedAt: ago({ min: 15, s: 29 }),
    kind: 'build',
    title: 'Build #812 (image)',
    detail: null,
    status: 'failure',
    url: RUN,
  },
  {
    at: ago({ min: 16, s: 12 }),
    kind: 'failure',
    title: 'Pull failed in prod-eu/shop/api-6c9f7d5b8-x2x4z',
    detail: `failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
    status: 'ErrImagePull',
    url: null,
  },
  ...[first, decided].map((verdict) => ({
    at: verdict.decidedAt,
    kind: 'verdict' as const,
    title: verdict.summary,
    detail: verdict.cause,
    status: verdict.level,
    url: null,
  })),
];
