import { ago, incident, verdict } from './make.js';

const REPOSITORY = 'registry.acme.test/shop/mailer';

export const pullSecretMissing = incident({
  id: 'inc_05secret',
  openedAt: ago({ h: 5, min: 40 }),
  image: `${REPOSITORY}:3.0.1`,
  error: {
    class: 'auth',
    message: `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.acme.test/token: 401 Unauthorized`,
  },
  scope: {
    clusters: ['staging'],
    namespaces: ['preview-431'],
    workloads: [{ cluster: 'staging', namespace: 'preview-431', kind: 'Deployment', name: 'mailer' }],
    nodes: 1,
    pods: 1,
  },
  verdict: verdict({
    decidedAt: ago({ h: 5, min: 39 }),
    cause: 'pull_secret_missing',
    level: 'likely',
    summary:
      'The tag exists, but namespace preview-431 has no secret “regcred” that its service account names.',
    push: {
      repository: REPOSITORY,
      tag: '3.0.1',
      digest: `sha256:${'be11'.repeat(16)}`,
      pushedAt: ago({ d: 1, h: 2 }),
    },
    fixes: [
      {
        title: 'Create the secret in preview-431',
        detail: 'Namespace shop has one of this name that works for registry.acme.test.',
        command:
          'kubectl --context staging -n preview-431 create secret docker-registry regcred \\\n  --docker-server=registry.acme.test --docker-username=<user> --docker-password=<password>',
      },
    ],
    evidence: [
      {
        id: 'p',
        kind: 'push',
        at: ago({ d: 1, h: 2 }),
        text: '3.0.1 was pushed and not deleted since',
        url: null,
      },
      {
        id: 'f',
        kind: 'failure',
        at: ago({ h: 5, min: 40 }),
        text: 'The pod names the pull secret regcred, which does not exist in preview-431',
        url: null,
      },
      {
        id: 's',
        kind: 'failure',
        at: ago({ h: 6 }),
        text: 'Pods in shop pull from registry.acme.test with a secret of the same name',
        url: null,
      },
    ],
    coverage: [
      { feed: 'pushes', source: 'registry', from: ago({ d: 6 }), to: ago({ s: 55 }), covered: true },
    ],
  }),
});
