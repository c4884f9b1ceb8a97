import { manifestMissing, podFails } from '../pod-failures.js';
import { registryPush } from '../registry-payloads.js';
import type { Chapter, Clock } from '../step.js';
import { digest, REGISTRY } from './names.js';

export function otherPlatform(clock: Clock): Chapter {
  const image = `${REGISTRY}/shop/thumbnails:3.1.0`;
  const message = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": no match for platform in manifest: not found`;
  return {
    title: 'An image for amd64 meets a node with arm64',
    steps: [
      {
        by: 'pipeline',
        path: '/v1/pushes',
        body: {
          provider: 'pipeline',
          repository: `${REGISTRY}/shop/thumbnails`,
          tag: '3.1.0',
          digest: digest('7'),
          platforms: ['linux/amd64'],
          sourceRepository: 'acme/thumbnails',
          commit: 'c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7',
          occurredAt: clock(200),
        },
      },
      podFails(
        { name: 'thumbnails', image, message, minutesAgo: 15, node: 'prod-eu-node-9', nodeArch: 'arm64' },
        clock,
      ),
    ],
    expected: { image, cause: 'platform_not_built', level: 'proven' },
  };
}

export function missingSecret(clock: Clock): Chapter {
  const pushed = { host: REGISTRY, path: 'shop/payments', tag: '5.0.1', digest: digest('8') };
  const image = `${REGISTRY}/shop/payments:5.0.1`;
  const message = `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": unexpected status from HEAD request to https://${REGISTRY}/v2/shop/payments/manifests/5.0.1: 401 Unauthorized`;
  return {
    title: 'The pull secret is in another namespace',
    steps: [
      registryPush(pushed, 500, clock),
      podFails(
        {
          name: 'payments',
          namespace: 'payments',
          image,
          message,
          minutesAgo: 12,
          pullSecrets: [{ name: 'regcred', exists: false, otherNamespaces: ['shop'] }],
        },
        clock,
      ),
    ],
    expected: { image, cause: 'pull_secret_wrong_namespace', level: 'proven' },
  };
}

export function rateLimit(clock: Clock): Chapter {
  const message = `rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/redis:7.4": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/${digest('9')}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.`;
  return {
    title: 'Docker Hub limits anonymous pulls',
    steps: [podFails({ name: 'redis', image: 'redis:7.4', message, minutesAgo: 10 }, clock)],
    expected: { image: 'docker.io/library/redis:7.4', cause: 'rate_limited', level: 'proven' },
  };
}

export function missingFeed(clock: Clock): Chapter {
  const image = 'harbor.acme.test/legacy/reports:2026-11';
  return {
    title: 'A repository from which nothing is ever received',
    steps: [
      podFails(
        { name: 'reports', namespace: 'finance', image, message: manifestMissing(image), minutesAgo: 8 },
        clock,
      ),
    ],
    expected: { image, cause: 'unknown', level: 'unknown' },
  };
}
