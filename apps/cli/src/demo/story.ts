import { githubJob, githubPackage, githubPush, githubRun } from './github-payloads.js';
import { manifestMissing, podFails } from './pod-failures.js';
import { registryDelete, registryPush } from './registry-payloads.js';
import type { Chapter, Clock, StoryStep } from './step.js';

const REGISTRY = 'registry.acme.test';
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** A day at a shop: eight workloads cannot pull, each for another reason. */
export function storyAt(clock: Clock): readonly Chapter[] {
  return [
    failedBuild(clock),
    runningBuild(clock),
    otherSpelling(clock),
    deletedTag(clock),
    unknownTag(clock),
    otherPlatform(clock),
    missingSecret(clock),
    rateLimit(clock),
    missingFeed(clock),
  ];
}

interface Build {
  readonly repository: string;
  readonly sha: string;
  readonly number: number;
  readonly startedAgo: number;
  readonly updatedAgo: number;
}

const runOf = ({ repository, sha, number, startedAgo, updatedAgo }: Build) => ({
  repository,
  sha,
  branch: 'main',
  id: 9_000_000_000 + number,
  number,
  workflow: 'image',
  startedAgo,
  updatedAgo,
});

/** A build that goes well: pushed commit, run, image. */
function goodBuild(build: Build, digit: string, clock: Clock): readonly StoryStep[] {
  const { repository, sha } = build;
  return [
    githubPush(
      { repository, sha, ref: 'refs/heads/main', message: 'Show prices with tax', author: 'Kim' },
      build.startedAgo + 1,
      clock,
    ),
    githubRun({ ...runOf(build), status: 'completed', conclusion: 'success' }, clock),
    githubPackage({ repository, sha, tag: sha.slice(0, 7), digest: digest(digit) }, build.updatedAgo, clock),
  ];
}

function failedBuild(clock: Clock): Chapter {
  const repository = 'acme/api';
  const good = {
    repository,
    sha: '1c9d3e07aa41b2c85d6f9e8b7a60514233221100',
    number: 811,
    startedAgo: 300,
    updatedAgo: 292,
  };
  const bad = {
    repository,
    sha: '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a',
    number: 812,
    startedAgo: 40,
    updatedAgo: 33,
  };
  const image = `ghcr.io/acme/api:${bad.sha.slice(0, 7)}`;
  const run = runOf(bad);
  const failing = { name: 'api', image, message: manifestMissing(image) };
  return {
    title: 'The build of a commit fails, and the deployment goes on without it',
    steps: [
      ...goodBuild(good, '1', clock),
      githubPush(
        {
          repository,
          sha: bad.sha,
          ref: 'refs/heads/main',
          message: 'Retry payments twice',
          author: 'Robin',
        },
        41,
        clock,
      ),
      podFails({ ...failing, minutesAgo: 30 }, clock),
      podFails({ ...failing, minutesAgo: 29, cluster: 'prod-us' }, clock),
      githubJob(
        {
          ...run,
          jobId: 2401,
          job: 'docker',
          status: 'completed',
          conclusion: 'failure',
          steps: [
            ['Set up job', 'success'],
            ['Checkout', 'success'],
            ['Build and push', 'failure'],
            ['Complete job', 'success'],
          ],
        },
        clock,
      ),
      githubRun({ ...run, status: 'completed', conclusion: 'failure' }, clock),
    ],
    expected: { image, cause: 'build_failed', level: 'proven' },
  };
}

function runningBuild(clock: Clock): Chapter {
  const repository = 'acme/checkout';
  const good = {
    repository,
    sha: '2e8b1f06bb52c3d96e70af9c8b71625344332211',
    number: 240,
    startedAgo: 400,
    updatedAgo: 391,
  };
  const next = {
    repository,
    sha: '93b07d4ee1ca5d6b9f3207b8d4e5f60718293a4b',
    number: 241,
    startedAgo: 6,
    updatedAgo: 6,
  };
  const image = `ghcr.io/acme/checkout:${next.sha.slice(0, 7)}`;
  return {
    title: 'The deployment is faster than the build',
    steps: [
      ...goodBuild(good, '2', clock),
      githubRun({ ...runOf(next), status: 'in_progress', conclusion: null }, clock),
      podFails({ name: 'checkout', image, message: manifestMissing(image), minutesAgo: 4 }, clock),
    ],
    expected: { image, cause: 'build_running', level: 'likely' },
  };
}

function otherSpelling(clock: Clock): Chapter {
  const repository = 'acme/web';
  const sha = '5d21c8e47fb60a93c1d2e3f405162738495a6b7c';
  const pushed = { host: REGISTRY, path: 'shop/web', tag: '1.4.2', digest: digest('3') };
  const image = `${REGISTRY}/shop/web:v1.4.2`;
  return {
    title: 'The manifest writes v1.4.2, the build pushed 1.4.2',
    steps: [
      githubPush(
        { repository, sha, ref: 'refs/tags/v1.4.2', message: 'Release 1.4.2', author: 'Kim' },
        90,
        clock,
      ),
      registryPush(pushed, 84, clock),
      {
        by: 'pipeline',
        path: '/v1/builds',
        body: {
          provider: 'github',
          repository,
          commit: sha,
          gitTag: 'v1.4.2',
          workflow: 'release',
          runId: '9000000377',
          runNumber: 377,
          runUrl: 'https://github.com/acme/web/actions/runs/9000000377',
          status: 'success',
          startedAt: clock(88),
          finishedAt: clock(83),
          images: [
            {
              repository: `${REGISTRY}/shop/web`,
              tag: '1.4.2',
              digest: digest('3'),
              platforms: ['linux/amd64'],
            },
          ],
        },
      },
      podFails({ name: 'web', image, message: manifestMissing(image), minutesAgo: 25 }, clock),
    ],
    expected: { image, cause: 'tag_spelled_differently', level: 'proven' },
  };
}

function deletedTag(clock: Clock): Chapter {
  const pushed = { host: REGISTRY, path: 'shop/worker', tag: '2.3.0', digest: digest('4') };
  const image = `${REGISTRY}/shop/worker:2.3.0`;
  return {
    title: 'A clean-up removed an image that is still deployed',
    steps: [
      registryPush(pushed, 6000, clock),
      registryPush({ ...pushed, tag: '2.4.0', digest: digest('5') }, 900, clock),
      registryDelete(pushed, 120, clock),
      podFails({ name: 'worker', image, message: manifestMissing(image), minutesAgo: 20 }, clock),
    ],
    expected: { image, cause: 'tag_deleted', level: 'proven' },
  };
}

function unknownTag(clock: Clock): Chapter {
  const pushed = { host: REGISTRY, path: 'shop/search', tag: '1.8.3', digest: digest('6') };
  const image = `${REGISTRY}/shop/search:1.8.4`;
  return {
    title: 'Somebody deploys a version that never was',
    steps: [
      registryPush(pushed, 700, clock),
      podFails({ name: 'search', image, message: manifestMissing(image), minutesAgo: 18 }, clock),
    ],
    expected: { image, cause: 'tag_unknown', level: 'possible' },
  };
}

function otherPlatform(clock: Clock): Chapter {
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

function missingSecret(clock: Clock): Chapter {
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

function rateLimit(clock: Clock): Chapter {
  const message = `rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/redis:7.4": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/${digest('9')}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.`;
  return {
    title: 'Docker Hub limits anonymous pulls',
    steps: [podFails({ name: 'redis', image: 'redis:7.4', message, minutesAgo: 10 }, clock)],
    expected: { image: 'docker.io/library/redis:7.4', cause: 'rate_limited', level: 'proven' },
  };
}

function missingFeed(clock: Clock): Chapter {
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
