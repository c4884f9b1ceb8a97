import { githubPush } from '../github-payloads.js';
import { manifestMissing, podFails } from '../pod-failures.js';
import { registryDelete, registryPush } from '../registry-payloads.js';
import type { Chapter, Clock } from '../step.js';
import { digest, REGISTRY } from './names.js';

export function otherSpelling(clock: Clock): Chapter {
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

export function deletedTag(clock: Clock): Chapter {
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

export function unknownTag(clock: Clock): Chapter {
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
