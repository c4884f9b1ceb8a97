import { ago, incident, verdict } from './make.js';

export const unknownCause = incident({
  id: 'inc_07unknown',
  openedAt: ago({ d: 1, h: 3 }),
  image: 'quay.acme.test/data/loader:2026.11.20',
  error: {
    class: 'not_found',
    message: 'reading manifest 2026.11.20 in quay.acme.test/data/loader: manifest unknown',
    runtime: 'cri-o',
  },
  scope: {
    clusters: ['prod-us'],
    namespaces: ['data'],
    workloads: [{ cluster: 'prod-us', namespace: 'data', kind: 'Job', name: 'loader-29' }],
    nodes: 1,
    pods: 1,
  },
  verdict: verdict({
    decidedAt: ago({ d: 1, h: 3 }),
    cause: 'unknown',
    level: 'unknown',
    summary: 'Not known why data/loader:2026.11.20 is missing: no pushes of quay.acme.test are recorded.',
    fixes: [
      {
        title: 'Connect the registry’s feed',
        detail:
          'Add a webhook of quay.acme.test with the address of the source “quay”; the verdict follows by itself.',
      },
    ],
    lookedFor: [
      { what: 'a push of data/loader', found: false, where: 'no feed covers quay.acme.test' },
      { what: 'a build of a commit from 20 November', found: false, where: 'builds from github-acme' },
    ],
    coverage: [
      { feed: 'builds', source: 'github-acme', from: ago({ d: 14 }), to: ago({ s: 40 }), covered: true },
      {
        feed: 'pushes',
        source: 'quay',
        from: null,
        to: null,
        covered: false,
        gap: 'no delivery was ever received',
      },
    ],
    alternatives: [
      {
        cause: 'tag_deleted',
        level: 'possible',
        summary: 'The tag may have been deleted by the registry’s retention.',
      },
      {
        cause: 'build_failed',
        level: 'possible',
        summary: 'The nightly build may have failed before its push.',
      },
    ],
  }),
});
