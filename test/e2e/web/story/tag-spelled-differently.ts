import type { TimelineEntry } from '#contract';
import { ago, incident, verdict } from './make.js';

const REPOSITORY = 'ghcr.io/acme/checkout';
const SHA = 'c0de5a1b2c3d4e5f60718293a4b5c6d7e8f90a1b';

export const spelledDifferently = incident({
  id: 'inc_02spelled',
  openedAt: ago({ min: 4, s: 3 }),
  image: `${REPOSITORY}:v1.4.2`,
  error: {
    class: 'not_found',
    message: `rpc error: code = NotFound desc = failed to pull and unpack image "${REPOSITORY}:v1.4.2": failed to resolve reference "${REPOSITORY}:v1.4.2": ${REPOSITORY}:v1.4.2: not found`,
  },
  scope: {
    namespaces: ['checkout'],
    workloads: [{ cluster: 'prod-eu', namespace: 'checkout', kind: 'Deployment', name: 'checkout-web' }],
    nodes: 2,
    pods: 3,
  },
  verdict: verdict({
    decidedAt: ago({ min: 4 }),
    cause: 'tag_spelled_differently',
    level: 'proven',
    summary: 'The image was pushed as 1.4.2; the manifest asks for v1.4.2.',
    rule: 'v_prefix',
    commit: {
      sha: SHA,
      repository: 'acme/checkout',
      role: 'context',
      author: 'Lee Okafor',
      message: 'Release 1.4.2',
      url: `https://github.com/acme/checkout/commit/${SHA}`,
      pullRequest: null,
    },
    build: {
      provider: 'github',
      id: '377',
      attempt: 1,
      url: 'https://github.com/acme/checkout/actions/runs/377',
      status: 'success',
      workflow: 'release',
      failedJob: null,
      failedStep: null,
    },
    push: {
      repository: REPOSITORY,
      tag: '1.4.2',
      digest: `sha256:${'9ab4'.repeat(16)}`,
      pushedAt: ago({ min: 31 }),
    },
    fixes: [
      {
        title: 'Ask for the tag that exists',
        detail: 'The digest pins exactly what was pushed as 1.4.2.',
        patch: `--- a/checkout/deployment.yaml\n+++ b/checkout/deployment.yaml\n@@ -21,5 +21,5 @@\n       containers:\n         - name: web\n-          image: ${REPOSITORY}:v1.4.2\n+          image: ${REPOSITORY}:1.4.2\n           ports:\n`,
      },
    ],
    evidence: [
      {
        id: 'p1',
        kind: 'push',
        at: ago({ min: 31 }),
        text: '1.4.2 was pushed to ghcr.io/acme/checkout from commit c0de5a1',
        url: 'https://github.com/acme/checkout/pkgs/container/checkout',
      },
      {
        id: 'r1',
        kind: 'derived',
        at: null,
        text: 'v1.4.2 and 1.4.2 are the same version; only the leading v differs',
        url: null,
      },
    ],
    lookedFor: [{ what: 'a push of v1.4.2', found: false, where: 'pushes from github-acme since 8 Nov' }],
    coverage: [
      { feed: 'builds', source: 'github-acme', from: ago({ d: 14 }), to: ago({ s: 40 }), covered: true },
      { feed: 'pushes', source: 'github-acme', from: ago({ d: 14 }), to: ago({ s: 40 }), covered: true },
    ],
  }),
});

export const spelledDifferentlyTimeline: readonly TimelineEntry[] = [
  {
    at: ago({ min: 37 }),
    kind: 'commit',
    title: 'Commit c0de5a1 by Lee Okafor',
    detail: 'Release 1.4.2',
    status: null,
    url: `https://github.com/acme/checkout/commit/${SHA}`,
  },
  {
    at: ago({ min: 31 }),
    kind: 'push',
    title: `Pushed ${REPOSITORY}:1.4.2`,
    detail: `sha256:${'9ab4'.repeat(16)}`,
    status: null,
    url: null,
  },
];
