import { ago, incident, verdict } from './make.js';

const namespaces = Array.from({ length: 14 }, (_, n) => `team-${String(n + 1).padStart(2, '0')}`);

export const rateLimited = incident({
  id: 'inc_06rate',
  openedAt: ago({ min: 1, s: 12 }),
  image: 'docker.io/library/redis:7.2',
  error: {
    class: 'rate_limit',
    host: 'registry-1.docker.io',
    message:
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/sha256:0b11: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.',
  },
  scope: {
    clusters: ['prod-eu', 'prod-us', 'staging'],
    namespaces,
    workloads: namespaces.map((namespace) => ({
      cluster: 'prod-eu',
      namespace,
      kind: 'StatefulSet',
      name: 'redis',
    })),
    nodes: 41,
    pods: 1240,
  },
  verdict: verdict({
    decidedAt: ago({ min: 1, s: 11 }),
    cause: 'rate_limited',
    level: 'proven',
    summary: 'docker.io refuses anonymous pulls from three clusters: its rate limit is used up since 11:58.',
    fixes: [
      {
        title: 'Pull with an account',
        detail: 'Anonymous pulls share one limit per address; an account has its own.',
        docs: 'https://docs.docker.com/docker-hub/usage/',
      },
      {
        title: 'Wait',
        detail: 'The limit is counted over hours; pods recover by themselves when it is free again.',
      },
    ],
    evidence: [
      {
        id: 'f',
        kind: 'failure',
        at: ago({ min: 1, s: 12 }),
        text: '41 nodes got 429 with the code TOOMANYREQUESTS for 6 images of docker.io',
        url: null,
      },
    ],
    coverage: [
      { feed: 'failures', source: 'agent prod-eu', from: ago({ d: 2 }), to: ago({ s: 5 }), covered: true },
    ],
  }),
});
