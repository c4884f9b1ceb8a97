import { ago, incident, verdict } from './make.js';

const REPOSITORY = 'registry.acme.test/ml/features';
const SHA = 'ab12cd34ef56ab78cd90ef12ab34cd56ef78ab90';

export const platformNotBuilt = incident({
  id: 'inc_04platform',
  openedAt: ago({ min: 52 }),
  image: `${REPOSITORY}:0.9.0`,
  error: {
    class: 'arch_mismatch',
    message: `failed to pull and unpack image "${REPOSITORY}:0.9.0": no match for platform in manifest: not found`,
  },
  scope: {
    clusters: ['staging'],
    namespaces: ['ml'],
    workloads: [{ cluster: 'staging', namespace: 'ml', kind: 'StatefulSet', name: 'features' }],
    nodes: 3,
    pods: 3,
  },
  verdict: verdict({
    decidedAt: ago({ min: 51 }),
    cause: 'platform_not_built',
    level: 'likely',
    summary: 'ml/features:0.9.0 was built for linux/amd64 only; the three nodes are arm64.',
    commit: {
      sha: SHA,
      repository: 'acme/features',
      role: 'context',
      author: 'Ines Roth',
      message: 'Cut the image to one stage',
      url: null,
      pullRequest: 88,
    },
    build: {
      provider: 'gitlab',
      id: '99120',
      attempt: 2,
      url: 'https://git.acme.test/acme/features/-/pipelines/99120',
      status: 'success',
      workflow: 'pipeline',
      failedJob: null,
      failedStep: null,
    },
    push: {
      repository: REPOSITORY,
      tag: '0.9.0',
      digest: `sha256:${'10cf'.repeat(16)}`,
      pushedAt: ago({ h: 2 }),
    },
    fixes: [
      {
        title: 'Build for both platforms',
        detail: 'Add linux/arm64 to the build of 0.9.0.',
        command: `docker buildx build --platform linux/amd64,linux/arm64 -t ${REPOSITORY}:0.9.0 --push .`,
      },
      {
        title: 'Or keep it on amd64 nodes',
        detail: 'A node selector until both exist.',
        patch:
          '       spec:\n+        nodeSelector:\n+          kubernetes.io/arch: amd64\n         containers:\n',
      },
    ],
    evidence: [
      {
        id: 'p',
        kind: 'push',
        at: ago({ h: 2 }),
        text: 'The pushed index lists linux/amd64 and no other platform',
        url: null,
      },
      {
        id: 'n',
        kind: 'failure',
        at: ago({ min: 52 }),
        text: 'The nodes report kubernetes.io/arch=arm64',
        url: null,
      },
    ],
    counterEvidence: [
      { id: 'o', kind: 'push', at: ago({ d: 3 }), text: '0.8.4 had linux/arm64 too', url: null },
    ],
    coverage: [
      { feed: 'pushes', source: 'registry', from: ago({ d: 6 }), to: ago({ s: 55 }), covered: true },
    ],
    alternatives: [
      {
        cause: 'platform_build_failed',
        level: 'possible',
        summary: 'The arm64 leg of pipeline 99120 may have failed unseen: its jobs are not recorded.',
      },
    ],
  }),
});
