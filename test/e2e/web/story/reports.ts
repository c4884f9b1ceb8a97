import { CommitReport, Coverage, Trace } from '#contract';
import { BROKEN_COMMIT, buildFailed } from './build-failed.js';
import { ago } from './make.js';
import { spelledDifferently } from './tag-spelled-differently.js';

const commit = {
  sha: BROKEN_COMMIT,
  repository: 'acme/api',
  message: 'Raise the base image to bookworm\n\nThe old one is out of support.',
  author: 'Dana Petrov',
  committedAt: ago({ min: 19, s: 50 }),
  url: `https://git.acme.test/acme/api/commit/${BROKEN_COMMIT}`,
};

const builds = [
  {
    id: '812-1',
    provider: 'github',
    repository: 'acme/api',
    commit: BROKEN_COMMIT,
    branch: 'main',
    gitTag: null,
    workflow: 'image',
    runId: '812',
    attempt: 1,
    number: 812,
    status: 'failure',
    url: 'https://git.acme.test/acme/api/actions/runs/812',
    startedAt: ago({ min: 19, s: 41 }),
    finishedAt: ago({ min: 15, s: 29 }),
    jobs: [
      { id: 'j1', name: 'test', status: 'success', failedStep: null },
      { id: 'j2', name: 'publish', status: 'failure', failedStep: 'Build and push' },
    ],
  },
];

export const commitReport = CommitReport.parse({
  commit,
  summary: 'One build failed; nothing was pushed from this commit, and 14 pods in 2 clusters wait for it.',
  builds,
  pushes: [],
  deletions: [],
  incidents: [buildFailed],
});

export const brokenTrace = Trace.parse({
  image: buildFailed.image,
  state: 'missing',
  summary: 'This would not pull: the tag was never pushed.',
  outlook: { arrival: 'never', typicalSeconds: null, expectedAt: null },
  verdict: buildFailed.verdict,
  incidents: [buildFailed.id],
  commit,
  builds,
  pushes: [],
  deletions: [],
});

export const healthyTrace = Trace.parse({
  image: { ...spelledDifferently.image, reference: 'ghcr.io/acme/checkout:1.4.2', tag: '1.4.2' },
  state: 'available',
  summary: 'This pulls: pushed 31 min ago from commit c0de5a1, and not deleted since.',
  outlook: { arrival: 'there', typicalSeconds: null, expectedAt: null },
  verdict: null,
  incidents: [],
  commit: {
    ...commit,
    sha: 'c0de5a1b2c3d4e5f60718293a4b5c6d7e8f90a1b',
    repository: 'acme/checkout',
    message: 'Release 1.4.2',
    author: 'Lee Okafor',
  },
  builds: [],
  pushes: [
    {
      repository: 'ghcr.io/acme/checkout',
      tag: '1.4.2',
      digest: `sha256:${'9ab4'.repeat(16)}`,
      platforms: ['linux/amd64', 'linux/arm64'],
      at: ago({ min: 31 }),
    },
  ],
  deletions: [],
});

const source = (
  id: string,
  provider: string,
  feeds: string[],
  lastDeliveryAt: string | null,
  deliveries: number,
) => ({
  id,
  provider,
  path: `/v1/hooks/${id}`,
  feeds,
  lastDeliveryAt,
  deliveries,
});

export const coverage = Coverage.parse({
  sources: [
    source('github-acme', 'github', ['commits', 'builds', 'pushes'], ago({ s: 40 }), 18_214),
    source('registry', 'distribution', ['pushes'], ago({ s: 55 }), 9_120),
    source('quay', 'quay', ['pushes'], null, 0),
  ],
  feeds: [
    {
      feed: 'builds',
      source: 'github-acme',
      repository: 'acme/api',
      from: ago({ d: 14 }),
      to: ago({ s: 40 }),
      gaps: [],
    },
    {
      feed: 'pushes',
      source: 'registry',
      repository: 'registry.acme.test/shop/api',
      from: ago({ d: 6 }),
      to: ago({ s: 55 }),
      gaps: [{ from: ago({ d: 3, h: 4 }), to: ago({ d: 3, h: 2 }) }],
    },
    {
      feed: 'failures',
      source: 'agent prod-eu',
      repository: '',
      from: ago({ d: 2 }),
      to: ago({ s: 5 }),
      gaps: [],
    },
  ],
  missing: [
    {
      feed: 'pushes',
      hint: 'The source “quay” never delivered: add its address as a webhook in quay.acme.test.',
    },
  ],
});

export const nothingConnected = Coverage.parse({
  sources: [],
  feeds: [],
  missing: ['failures', 'builds', 'pushes', 'commits'].map((feed) => ({ feed, hint: '' })),
});
