import { githubJob, githubPackage, githubPush, githubRun } from '../github-payloads.js';
import { manifestMissing, podFails } from '../pod-failures.js';
import type { Chapter, Clock, StoryStep } from '../step.js';
import { digest } from './names.js';

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

const API = 'acme/api';

const GOOD_API: Build = {
  repository: API,
  sha: '1c9d3e07aa41b2c85d6f9e8b7a60514233221100',
  number: 811,
  startedAgo: 300,
  updatedAgo: 292,
};

const BAD_API: Build = {
  repository: API,
  sha: '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a',
  number: 812,
  startedAgo: 40,
  updatedAgo: 33,
};

const BAD_COMMIT = {
  repository: API,
  sha: BAD_API.sha,
  ref: 'refs/heads/main',
  message: 'Retry payments twice',
  author: 'Robin',
};

const FAILING_STEPS = [
  ['Set up job', 'success'],
  ['Checkout', 'success'],
  ['Build and push', 'failure'],
  ['Complete job', 'success'],
] as const;

export function failedBuild(clock: Clock): Chapter {
  const bad = BAD_API;
  const image = `ghcr.io/acme/api:${bad.sha.slice(0, 7)}`;
  const run = runOf(bad);
  const failing = { name: 'api', image, message: manifestMissing(image) };
  return {
    title: 'The build of a commit fails, and the deployment goes on without it',
    steps: [
      ...goodBuild(GOOD_API, '1', clock),
      githubPush(BAD_COMMIT, 41, clock),
      podFails({ ...failing, minutesAgo: 30 }, clock),
      podFails({ ...failing, minutesAgo: 29, cluster: 'prod-us' }, clock),
      githubJob(
        {
          ...run,
          jobId: 2401,
          job: 'docker',
          status: 'completed',
          conclusion: 'failure',
          steps: FAILING_STEPS,
        },
        clock,
      ),
      githubRun({ ...run, status: 'completed', conclusion: 'failure' }, clock),
    ],
    expected: { image, cause: 'build_failed', level: 'proven' },
  };
}

export function runningBuild(clock: Clock): Chapter {
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
