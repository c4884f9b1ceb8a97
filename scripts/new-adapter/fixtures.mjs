const SHA = 'ad782ecdac770fc6eb9a62e44f90873fb97fb26b';
const DIGEST = `sha256:${'1bc04b52'.repeat(8)}`;

/** Library → a first delivery and what the adapter of `<library>.txt` makes of it. */
export const FIXTURES = {
  ci: (id) => ({
    situation: 'build.finished.failed',
    event: 'build.finished',
    body: {
      repository: 'acme/api',
      build: {
        id: 812,
        state: 'failed',
        commit: SHA,
        branch: 'main',
        url: 'https://ci.acme.test/builds/812',
        started_at: '2026-03-01T10:00:05Z',
        finished_at: '2026-03-01T10:04:00Z',
      },
    },
    observations: [
      {
        kind: 'build',
        provider: id,
        repository: 'acme/api',
        commit: SHA,
        branch: 'main',
        runId: '812',
        runUrl: 'https://ci.acme.test/builds/812',
        status: 'failure',
        rawStatus: 'failed',
        startedAt: '2026-03-01T10:00:05.000Z',
        finishedAt: '2026-03-01T10:04:00.000Z',
        occurredAt: '2026-03-01T10:04:00.000Z',
      },
    ],
  }),
  registry: (id) => ({
    situation: 'image.pushed',
    event: 'image.pushed',
    body: {
      host: 'registry.acme.test',
      repository: 'shop/api',
      tag: '1.8.3',
      digest: DIGEST,
      at: '2026-03-01T10:04:00Z',
    },
    observations: [
      {
        kind: 'push',
        provider: id,
        repository: 'registry.acme.test/shop/api',
        tag: '1.8.3',
        digest: DIGEST,
        occurredAt: '2026-03-01T10:04:00.000Z',
      },
    ],
  }),
};
