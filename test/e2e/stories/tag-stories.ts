import {
  at,
  build,
  builds,
  denied,
  digest,
  fails,
  githubPush,
  HISTORY,
  type HttpStory,
  IMAGE,
  notFound,
  push,
  pushes,
  SHA,
  SHORT,
  SOURCE,
} from './told.js';

const context = { sha: SHA.bad, role: 'context' } as const;
const rebuild = { sha: SHA.good, role: 'rebuild' } as const;
const deletion = (fields: object) => ({ kind: 'delete', repository: IMAGE, occurredAt: at(20), ...fields });
const EU = '123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop/api';
const US = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/api';

/** Cases 10 to 23 and 32 to 36: what was pushed, under which name, and what became of it. */
export const TAG_STORIES: readonly HttpStory[] = [
  {
    scenario: 10,
    name: 'seven digits were pushed, eight are asked for',
    image: `${IMAGE}:sha-${SHA.bad.slice(0, 8)}`,
    told: [
      ...HISTORY,
      builds(build({ status: 'success', finishedAt: at(26) })),
      pushes(push({ tag: `sha-${SHORT}`, commit: SHA.bad })),
      fails(`${IMAGE}:sha-${SHA.bad.slice(0, 8)}`),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'proven',
      rule: 'sha_length',
      commit: context,
      push: `sha-${SHORT}`,
      fix: `${IMAGE}:sha-${SHORT}`,
    },
  },
  {
    scenario: 10,
    name: 'the same with pushes alone',
    image: `${IMAGE}:${SHA.bad.slice(0, 8)}`,
    told: [pushes(push({ tag: SHORT })), fails(`${IMAGE}:${SHA.bad.slice(0, 8)}`)],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'likely',
      rule: 'sha_length',
      commit: null,
      push: SHORT,
    },
  },
  {
    scenario: 11,
    name: 'the sha- prefix is missing',
    image: `${IMAGE}:${SHORT}`,
    told: [...HISTORY, pushes(push({ tag: `sha-${SHORT}`, commit: SHA.bad })), fails(`${IMAGE}:${SHORT}`)],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'proven',
      rule: 'prefix',
      commit: context,
      push: `sha-${SHORT}`,
    },
  },
  {
    scenario: 11,
    name: 'the v is too many',
    image: `${IMAGE}:v1.7.0`,
    told: [...HISTORY, pushes(push({ tag: '1.7.0' })), fails(`${IMAGE}:v1.7.0`)],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'likely',
      rule: 'v_prefix',
      commit: null,
      push: '1.7.0',
    },
  },
  {
    scenario: 11,
    name: 'only the tag of a platform is there and no build failed',
    image: `${IMAGE}:1.7.0`,
    told: [...HISTORY, pushes(push({ tag: '1.7.0-amd64' })), fails(`${IMAGE}:1.7.0`)],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'likely',
      rule: 'arch_suffix',
      commit: null,
      push: '1.7.0-amd64',
    },
  },
  {
    scenario: 12,
    name: 'two tools write one branch differently',
    image: `${IMAGE}:feature-login`,
    told: [
      ...HISTORY,
      builds(build({ branch: 'feature/Login', status: 'success', finishedAt: at(26) })),
      pushes(push({ tag: 'feature-Login', commit: SHA.bad })),
      fails(`${IMAGE}:feature-login`),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: ['proven', 'likely'],
      commit: context,
      push: 'feature-Login',
    },
  },
  {
    scenario: 12,
    name: 'slugs with other separators',
    image: `${IMAGE}:feature_login`,
    told: [
      ...HISTORY,
      builds(build({ branch: 'feature/login', status: 'success', finishedAt: at(26) })),
      pushes(push({ tag: 'feature-login', commit: SHA.bad })),
      fails(`${IMAGE}:feature_login`),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: ['proven', 'likely'],
      rule: 'slug',
      commit: context,
      push: 'feature-login',
    },
  },
  {
    scenario: 13,
    name: 'a commit that YAML took for a number',
    image: `${IMAGE}:8.202758e+06`,
    told: [
      ...HISTORY,
      pushes(push({ tag: '8202758', commit: `8202758${'a'.repeat(33)}`, sourceRepository: SOURCE })),
      fails(`${IMAGE}:8.202758e+06`, {
        reason: 'InvalidImageName',
        message: `Failed to apply default image tag "${IMAGE}:8.202758e+06": couldn't parse image reference "${IMAGE}:8.202758e+06": invalid reference format`,
      }),
    ],
    expected: {
      cause: 'tag_number_coerced',
      level: ['proven', 'likely'],
      commit: { sha: `8202758${'a'.repeat(33)}`, role: 'context' },
      push: '8202758',
      fix: `${IMAGE}:8202758`,
    },
  },
  {
    scenario: 13,
    name: '1.1 for 1.10',
    image: `${IMAGE}:1.1`,
    told: [...HISTORY, pushes(push({ tag: '1.10' })), fails(`${IMAGE}:1.1`)],
    expected: { cause: 'tag_number_coerced', level: 'possible', commit: null, push: '1.10' },
  },
  {
    scenario: 14,
    name: 'pushed to the staging repository',
    image: `${IMAGE}:${SHORT}`,
    told: [
      ...HISTORY,
      builds(build({ status: 'success', finishedAt: at(26) })),
      pushes(push({ repository: `${IMAGE}-staging`, tag: SHORT, commit: SHA.bad, sourceRepository: SOURCE })),
      fails(`${IMAGE}:${SHORT}`),
    ],
    expected: { cause: 'pushed_elsewhere', level: 'proven', commit: context, push: SHORT },
  },
  {
    scenario: 14,
    name: 'a build reports that it pushed elsewhere',
    image: `${IMAGE}:${SHORT}`,
    told: [
      ...HISTORY,
      builds(
        build({
          status: 'success',
          finishedAt: at(26),
          images: [{ repository: `${IMAGE}-staging`, tag: SHORT, digest: digest('b') }],
        }),
      ),
      fails(`${IMAGE}:${SHORT}`),
    ],
    expected: { cause: 'pushed_elsewhere', level: ['proven', 'likely'], commit: context, push: SHORT },
  },
  {
    scenario: 15,
    name: 'a letter of the repository is wrong',
    image: 'registry.acme.test/shop/paymnets:1.4.2',
    told: [
      pushes(push({ repository: 'registry.acme.test/shop/payments', tag: '1.4.2' })),
      fails('registry.acme.test/shop/paymnets:1.4.2', {
        message: 'name unknown: repository name not known to registry',
      }),
    ],
    expected: { cause: 'repository_misspelled', level: 'likely', commit: null, push: '1.4.2' },
  },
  {
    scenario: 15,
    name: 'a letter of the host is wrong',
    image: 'gchr.io/acme/api:1.4.2',
    told: [
      pushes(push({ tag: '1.4.2' })),
      fails('gchr.io/acme/api:1.4.2', {
        message:
          'failed to do request: Head "https://gchr.io/v2/acme/api/manifests/1.4.2": dial tcp: lookup gchr.io on 10.96.0.10:53: no such host',
      }),
    ],
    expected: {
      cause: 'repository_misspelled',
      level: 'likely',
      commit: null,
      push: '1.4.2',
      fix: `${IMAGE}:1.4.2`,
    },
  },
  {
    scenario: 15,
    name: 'a letter is wrong and the tag is a commit',
    image: `ghcr.io/acme/apl:${SHORT}`,
    told: [...HISTORY, pushes(push({ tag: SHORT, commit: SHA.bad })), fails(`ghcr.io/acme/apl:${SHORT}`)],
    expected: { cause: 'repository_misspelled', level: 'likely', commit: null, push: SHORT },
  },
  {
    scenario: 16,
    name: 'a version that never was',
    image: `${IMAGE}:1.8.4`,
    told: [...HISTORY, pushes(push({ tag: '1.8.3' })), fails(`${IMAGE}:1.8.4`)],
    expected: { cause: 'tag_unknown', level: 'possible', commit: null, push: '1.8.3', fix: '1.8.3' },
  },
  {
    scenario: 18,
    name: 'the image of a pull request carries its merge commit',
    image: `${IMAGE}:sha-${SHORT}`,
    told: [
      ...HISTORY,
      builds(
        build({
          branch: 'feature/x',
          pullRequest: 42,
          event: 'pull_request',
          status: 'success',
          finishedAt: at(26),
        }),
      ),
      pushes(push({ tag: `sha-${SHA.next.slice(0, 7)}`, commit: SHA.next, sourceRepository: SOURCE })),
      fails(`${IMAGE}:sha-${SHORT}`),
    ],
    expected: {
      cause: 'merge_commit_tag',
      level: 'likely',
      commit: context,
      push: `sha-${SHA.next.slice(0, 7)}`,
    },
  },
  {
    scenario: 18,
    name: 'the same where the registry sends no labels',
    image: `${IMAGE}:sha-${SHORT}`,
    told: [
      ...HISTORY,
      builds(
        build({
          branch: 'feature/x',
          pullRequest: 42,
          event: 'pull_request',
          status: 'success',
          finishedAt: at(26),
        }),
      ),
      pushes(push({ tag: `sha-${SHA.next.slice(0, 7)}` })),
      fails(`${IMAGE}:sha-${SHORT}`),
    ],
    expected: {
      cause: 'merge_commit_tag',
      level: 'likely',
      commit: context,
      push: `sha-${SHA.next.slice(0, 7)}`,
    },
  },
  {
    scenario: 19,
    name: 'deleted by a retention rule',
    image: `${IMAGE}:1.8.3`,
    told: [
      pushes(
        push({ tag: '1.8.3', commit: SHA.good, sourceRepository: SOURCE, occurredAt: at(5) }),
        deletion({ tag: '1.8.3', digest: digest('b'), rule: 'keep 30' }),
      ),
      fails(`${IMAGE}:1.8.3`),
    ],
    expected: { cause: 'tag_deleted', level: 'proven', commit: rebuild, push: '1.8.3', says: 'keep 30' },
  },
  {
    scenario: 19,
    name: 'deleted with another tag of the same content',
    image: `${IMAGE}:1.8.3`,
    told: [
      pushes(
        push({ tag: '1.8.3', commit: SHA.good, sourceRepository: SOURCE, occurredAt: at(5) }),
        push({ tag: 'stable', commit: SHA.good, sourceRepository: SOURCE, occurredAt: at(6) }),
        deletion({ tag: 'stable', digest: digest('b') }),
      ),
      fails(`${IMAGE}:1.8.3`),
    ],
    expected: { cause: 'tag_deleted', level: 'likely', commit: rebuild, push: '1.8.3' },
  },
  {
    scenario: 20,
    name: 'back to a tag that was pruned',
    image: `${IMAGE}:1.2.0`,
    told: [
      pushes(
        push({ tag: '1.1.0', digest: digest('1'), occurredAt: at(1) }),
        push({ tag: '1.2.0', digest: digest('2'), occurredAt: at(3) }),
        push({ tag: '1.3.0', digest: digest('3'), occurredAt: at(4) }),
        push({ tag: '1.4.0', digest: digest('4'), occurredAt: at(12) }),
        deletion({ tag: '1.2.0', digest: digest('2'), rule: 'keep 3' }),
      ),
      fails(`${IMAGE}:1.2.0`),
    ],
    expected: { cause: 'tag_deleted', level: 'proven', commit: null, push: '1.2.0', fix: `${IMAGE}:1.3.0` },
  },
  {
    scenario: 21,
    name: 'a pinned digest whose tag moved on',
    image: `${IMAGE}@${digest('b')}`,
    told: [
      pushes(
        push({ tag: 'main', commit: SHA.good, sourceRepository: SOURCE, occurredAt: at(5) }),
        push({
          tag: 'main',
          digest: digest('c'),
          commit: SHA.next,
          sourceRepository: SOURCE,
          occurredAt: at(15),
        }),
        deletion({ digest: digest('b') }),
      ),
      fails(`${IMAGE}@${digest('b')}`),
    ],
    expected: { cause: 'digest_superseded', level: 'proven', commit: rebuild, push: 'main' },
  },
  {
    scenario: 21,
    name: 'the same, nothing told of the collection',
    image: `${IMAGE}@${digest('b')}`,
    told: [
      pushes(
        push({ tag: 'main', occurredAt: at(5) }),
        push({ tag: 'main', digest: digest('c'), occurredAt: at(15) }),
      ),
      fails(`${IMAGE}@${digest('b')}`),
    ],
    expected: { cause: 'digest_superseded', level: 'likely', commit: null, push: 'main' },
  },
  {
    scenario: 22,
    name: 'a manifest of a live index deleted',
    image: `${IMAGE}:1.4.2`,
    told: [
      pushes(
        push({ tag: '1.4.2', commit: SHA.good, sourceRepository: SOURCE, occurredAt: at(5) }),
        deletion({ digest: digest('c') }),
      ),
      fails(`${IMAGE}:1.4.2`, {
        message: `failed to pull and unpack image "${IMAGE}:1.4.2": failed to copy: httpReadSeeker: failed open: content at https://ghcr.io/v2/acme/api/manifests/${digest('c')} not found: not found`,
      }),
    ],
    expected: { cause: 'platform_manifest_deleted', level: 'proven', commit: rebuild, push: '1.4.2' },
  },
  {
    scenario: 22,
    name: 'the same, and the node only says that the manifest is unknown',
    image: `${IMAGE}:1.4.2`,
    told: [
      pushes(
        push({
          digest: digest('c'),
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          occurredAt: at(5),
        }),
        push({
          tag: '1.4.2',
          mediaType: 'application/vnd.oci.image.index.v1+json',
          commit: SHA.good,
          sourceRepository: SOURCE,
          occurredAt: at(6),
        }),
        deletion({ digest: digest('c') }),
      ),
      fails(`${IMAGE}:1.4.2`, {
        message: `Error response from daemon: manifest for ${IMAGE}:1.4.2 not found: manifest unknown: manifest unknown`,
      }),
    ],
    expected: { cause: 'platform_manifest_deleted', level: 'likely', commit: rebuild, push: '1.4.2' },
  },
  {
    scenario: 23,
    name: 'an image for another architecture',
    image: `${IMAGE}:1.4.2`,
    told: [
      pushes(
        push({
          tag: '1.4.2',
          commit: SHA.good,
          sourceRepository: SOURCE,
          platforms: ['linux/amd64', 'unknown/unknown'],
        }),
      ),
      fails(`${IMAGE}:1.4.2`, {
        nodeArch: 'arm64',
        message: `failed to pull and unpack image "${IMAGE}:1.4.2": no match for platform in manifest: not found`,
      }),
    ],
    expected: {
      cause: 'platform_not_built',
      level: 'proven',
      commit: { sha: SHA.good, role: 'context' },
      push: '1.4.2',
    },
  },
  {
    scenario: 32,
    name: 'pushed in one region, pulled in another',
    image: `${US}:1.4.2`,
    told: [pushes(push({ repository: EU, tag: '1.4.2', occurredAt: at(29, 50) })), fails(`${US}:1.4.2`)],
    expected: { cause: 'replication_lag', level: 'likely', commit: null, push: '1.4.2' },
  },
  {
    scenario: 32,
    name: 'a replica that is known by earlier arrivals',
    image: `registry.us.acme.test/shop/api:1.4.2`,
    told: [
      pushes(
        ...['1.3.9', '1.4.0', '1.4.1'].flatMap((tag, n) => [
          push({
            repository: 'registry.eu.acme.test/shop/api',
            tag,
            digest: digest(`${n}`),
            occurredAt: at(n * 5),
          }),
          push({
            repository: 'registry.us.acme.test/shop/api',
            tag,
            digest: digest(`${n}`),
            occurredAt: at(n * 5 + 1),
          }),
        ]),
        push({ repository: 'registry.eu.acme.test/shop/api', tag: '1.4.2', occurredAt: at(29, 40) }),
      ),
      fails('registry.us.acme.test/shop/api:1.4.2', { lastSeenAt: at(30, 10) }),
    ],
    expected: { cause: 'replication_lag', level: 'likely', commit: null, push: '1.4.2', says: '1 min' },
  },
  {
    scenario: 34,
    name: 'an image of somebody else',
    image: 'redis:99.9',
    told: [...HISTORY, fails('redis:99.9', { message: notFound('docker.io/library/redis:99.9') })],
    expected: { cause: 'third_party_image', level: 'possible', commit: null },
  },
  {
    scenario: 35,
    name: 'a retagged image that is gone',
    image: `${IMAGE}:${SHORT}`,
    told: [
      ...HISTORY,
      builds(build({ status: 'success', finishedAt: at(22) })),
      pushes(
        push({
          tag: SHORT,
          commit: SHA.good,
          sourceRepository: SOURCE,
          digest: digest('a'),
          occurredAt: at(21),
        }),
        deletion({ tag: SHORT, occurredAt: at(25) }),
      ),
      fails(`${IMAGE}:${SHORT}`),
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'proven',
      commit: rebuild,
      push: SHORT,
      says: SHA.good.slice(0, 7),
    },
  },
  {
    scenario: 36,
    name: 'the manifest asks for a version that never was',
    image: `${IMAGE}:1.8.4`,
    told: [
      ...HISTORY,
      pushes(push({ tag: '1.8.3' })),
      githubPush(
        { id: SHA.manifest, message: 'Deploy api 1.8.4', modified: ['prod/api/values.yaml'] },
        { name: 'acme/deploy', minute: 29 },
      ),
      fails(`${IMAGE}:1.8.4`),
    ],
    expected: {
      cause: 'tag_unknown',
      level: 'possible',
      commit: { sha: SHA.manifest, role: 'deployed_by' },
      deployedBy: SHA.manifest,
    },
  },
  {
    scenario: 36,
    name: 'the manifest asks for the image of a failed build, by the revision that Flux applied',
    image: `${IMAGE}:${SHORT}`,
    told: [
      ...HISTORY,
      builds(
        build({
          status: 'failure',
          finishedAt: at(26),
          steps: [{ name: 'Build and push', status: 'failure' }],
        }),
      ),
      fails(`${IMAGE}:${SHORT}`, {
        deployedFrom: {
          tool: 'flux',
          repository: 'https://github.com/acme/deploy',
          revision: `main@sha1:${SHA.manifest}`,
        },
      }),
    ],
    expected: {
      cause: 'build_failed',
      level: 'proven',
      commit: { sha: SHA.bad, role: 'cause' },
      deployedBy: SHA.manifest,
    },
  },
  {
    scenario: 26,
    name: 'denied because it was never pushed',
    image: `${IMAGE}:${SHORT}`,
    told: [
      builds(
        build({
          status: 'failure',
          finishedAt: at(26),
          steps: [{ name: 'Build and push', status: 'failure' }],
          images: [{ repository: IMAGE, tag: SHORT }],
        }),
      ),
      fails(`${IMAGE}:${SHORT}`, {
        message: denied(`${IMAGE}:${SHORT}`, 'ghcr.io', 'acme%2Fapi'),
        pullSecrets: [{ name: 'regcred', exists: true, hosts: ['ghcr.io'] }],
      }),
    ],
    expected: { cause: 'build_failed', level: 'likely', commit: { sha: SHA.bad, role: 'cause' } },
  },
];
