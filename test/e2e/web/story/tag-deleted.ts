import type { TimelineEntry } from '#contract';
import { ago, incident, verdict } from './make.js';

const REPOSITORY = 'harbor.acme.test/billing/invoices';
const SHA = '4be81d9037aa52c6f1e0d9b8a7c6d5e4f3021100';

export const tagDeleted = incident({
  id: 'inc_03deleted',
  openedAt: ago({ h: 1, min: 12 }),
  image: `${REPOSITORY}:2.11.0`,
  error: {
    class: 'not_found',
    message: `failed to resolve reference "${REPOSITORY}:2.11.0": unexpected status from HEAD request: unknown: artifact billing/invoices:2.11.0 not found`,
  },
  scope: {
    clusters: ['prod-us'],
    namespaces: ['billing'],
    workloads: [{ cluster: 'prod-us', namespace: 'billing', kind: 'Deployment', name: 'invoices' }],
    nodes: 2,
    pods: 2,
  },
  verdict: verdict({
    decidedAt: ago({ h: 1, min: 11 }),
    cause: 'tag_deleted',
    level: 'proven',
    summary:
      'billing/invoices:2.11.0 is no longer there: pushed on 2 March, deleted today at 03:00 by retention rule “keep 30”.',
    commit: {
      sha: SHA,
      repository: 'acme/invoices',
      role: 'rebuild',
      author: 'Noor Haddad',
      message: 'Round per line, not per invoice',
      url: `https://git.acme.test/acme/invoices/-/commit/${SHA}`,
      pullRequest: null,
    },
    push: {
      repository: REPOSITORY,
      tag: '2.11.0',
      digest: `sha256:${'77e0'.repeat(16)}`,
      pushedAt: '2026-03-02T09:14:31.000Z',
    },
    fixes: [
      {
        title: 'Roll forward to the nearest version that still exists',
        detail: '2.12.1 was pushed on 9 November and is kept by the rule.',
        command: `kubectl --context prod-us -n billing set image deployment/invoices invoices=${REPOSITORY}:2.12.1`,
      },
      {
        title: 'Build 4be81d9 again',
        detail:
          'The commit is still there; its pipeline pushes 2.11.0 again. Exclude running images from the rule first.',
      },
    ],
    evidence: [
      {
        id: 'd1',
        kind: 'delete',
        at: ago({ h: 9 }),
        text: 'Retention “keep 30” deleted 2.11.0 together with 11 other tags',
        url: 'https://harbor.acme.test/harbor/projects/7/logs',
      },
      {
        id: 'p1',
        kind: 'push',
        at: '2026-03-02T09:14:31.000Z',
        text: '2.11.0 was pushed from commit 4be81d9',
        url: null,
      },
    ],
    lookedFor: [{ what: 'a push of 2.11.0 after the deletion', found: false, where: 'pushes from harbor' }],
    coverage: [
      {
        feed: 'pushes',
        source: 'harbor',
        from: '2026-01-10T00:00:00.000Z',
        to: ago({ min: 2 }),
        covered: true,
      },
    ],
  }),
});

export const tagDeletedTimeline: readonly TimelineEntry[] = [
  {
    at: '2026-03-02T09:14:31.000Z',
    kind: 'push',
    title: `Pushed ${REPOSITORY}:2.11.0`,
    detail: null,
    status: null,
    url: null,
  },
  {
    at: ago({ h: 9 }),
    kind: 'delete',
    title: `Deleted ${REPOSITORY}:2.11.0`,
    detail: 'retention rule “keep 30”',
    status: null,
    url: null,
  },
];
