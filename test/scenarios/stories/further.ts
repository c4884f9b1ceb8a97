import {
  at,
  commit,
  digest,
  HISTORY,
  job,
  notFound,
  push,
  REPOSITORY,
  run,
  SHA,
  SOURCE,
  type Story,
} from '../story.js';

const short = SHA.bad.slice(0, 7);
const image = `${REPOSITORY}:${short}`;
const missing = { image, says: notFound(image), failedAt: at('12:10') };
const wanted = (tag: string, repository: string = REPOSITORY) => ({
  image: `${repository}:${tag}`,
  says: notFound(`${repository}:${tag}`),
  failedAt: at('12:10'),
});
const context = { sha: SHA.bad, role: 'context' } as const;
const MANIFEST = 'abcdef0123456789abcdef0123456789abcdef01';
const FILE = '.github/workflows/image.yml';
const broken = { status: 'failure', rawStatus: 'completed/startup_failure', workflowPath: FILE } as const;
const usual = [1, 2, 3].map((n) =>
  run({
    commit: `${n}`.repeat(40),
    runId: `70${n}`,
    runNumber: 700 + n,
    startedAt: at(`0${n}:00`),
    finishedAt: at(`0${n}:09`),
  }),
);
const US = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/api';
const EU = '123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop/api';
const deletion = (fields: object) => ({
  kind: 'delete' as const,
  provider: 'harbor',
  repository: REPOSITORY,
  occurredAt: at('11:00'),
  ...fields,
});

/** Cases told by runs that wait, workflow files, forks, replicas, retags and manifests. */
export const FURTHER_STORIES: readonly Story[] = [
  {
    ...missing,
    scenario: 2,
    name: 'build still running, with an expected end',
    evidence: [...usual, ...HISTORY, run({ status: 'running' })],
    expected: {
      cause: 'build_running',
      level: 'likely',
      commit: context,
      says: 'usually takes 9 min (median of 4), so it is expected at 2026-03-02 12:09:00',
    },
    traps: [
      {
        name: 'the run stops for an approval later',
        add: [run({ status: 'blocked', rawStatus: 'waiting', occurredAt: at('12:03') })],
        expected: { cause: 'build_awaiting_approval', says: 'approval' },
      },
      {
        name: 'an old attempt of the run had failed',
        mayBlame: SHA.bad,
        add: [
          run({ runAttempt: 2, status: 'running', startedAt: at('12:06') }),
          run({ status: 'failure', finishedAt: at('12:04') }),
          job({
            status: 'failure',
            finishedAt: at('12:04'),
            steps: [{ name: 'Build and push', status: 'failure' }],
          }),
        ],
        expected: { says: 'attempt 2' },
      },
    ],
  },
  {
    ...missing,
    scenario: 3,
    name: 'image job queued while the run is under way',
    evidence: [
      ...HISTORY,
      run({ status: 'running' }),
      job({ status: 'queued' }),
      job({ jobId: '5', jobName: 'test', status: 'success', finishedAt: at('12:02') }),
    ],
    expected: { cause: 'build_queued', level: 'likely', commit: context },
    traps: [
      {
        name: 'the job was skipped in the end',
        add: [job({ status: 'skipped', finishedAt: at('12:04') })],
        expected: { cause: 'build_skipped' },
      },
    ],
  },
  {
    ...missing,
    scenario: 4,
    name: 'build cancelled, the newer run’s tag named',
    evidence: [
      ...HISTORY,
      run({ status: 'cancelled', finishedAt: at('12:02') }),
      run({
        runId: '8130',
        runNumber: 813,
        commit: SHA.next,
        startedAt: at('12:01'),
        finishedAt: at('12:08'),
      }),
      push({ tag: SHA.next.slice(0, 7), commit: SHA.next, digest: digest('c'), occurredAt: at('12:07') }),
    ],
    expected: {
      cause: 'build_cancelled',
      level: 'likely',
      commit: context,
      pushTag: SHA.next.slice(0, 7),
      says: `pushed ${SHA.next.slice(0, 7)}`,
    },
    traps: [
      {
        name: 'a job of the matrix had failed and cancelled the others',
        add: [
          run({ status: 'failure', finishedAt: at('12:03') }),
          job({ status: 'cancelled', finishedAt: at('12:02') }),
          job({
            jobId: '98',
            jobName: 'test',
            status: 'failure',
            finishedAt: at('12:02'),
            steps: [{ name: 'Unit tests', status: 'failure' }],
          }),
        ],
        expected: {
          cause: 'build_failed',
          level: 'likely',
          commit: { sha: SHA.bad, role: 'cause' },
          pushTag: undefined,
          says: 'Unit tests',
        },
      },
    ],
  },
  {
    ...missing,
    scenario: 5,
    name: 'image job timed out',
    evidence: [
      ...HISTORY,
      run({ status: 'failure', finishedAt: at('12:09') }),
      job({
        status: 'timed_out',
        finishedAt: at('12:09'),
        steps: [{ name: 'Build and push', status: 'cancelled' }],
      }),
    ],
    expected: { cause: 'build_timed_out', level: 'likely', commit: context },
  },
  {
    ...missing,
    scenario: 5,
    name: 'workflow file not valid, changed by the commit',
    evidence: [
      ...HISTORY,
      commit({ changedFiles: [FILE, 'src/a.ts'] }),
      run({ ...broken, finishedAt: at('12:00') }),
    ],
    expected: { cause: 'workflow_invalid', level: 'likely', commit: { sha: SHA.bad, role: 'cause' } },
    traps: [
      {
        name: 'another branch changed the file as well',
        add: [
          commit({
            commit: SHA.next,
            branch: 'feature/y',
            changedFiles: [FILE],
            occurredAt: at('11:59'),
            committedAt: at('11:59'),
          }),
        ],
      },
      {
        name: 'a commit of another repository changed a file of that name',
        add: [commit({ commit: SHA.next, repository: 'acme/web', changedFiles: [FILE] })],
      },
    ],
  },
  {
    ...missing,
    scenario: 5,
    name: 'workflow file not valid, who changed it is not known',
    evidence: [
      ...HISTORY,
      commit({ changedFiles: ['src/a.ts'] }),
      run({ ...broken, finishedAt: at('12:00') }),
    ],
    expected: { cause: 'workflow_invalid', level: 'likely', commit: context },
  },
  {
    ...missing,
    scenario: 6,
    name: 'run of a fork waits for an approval',
    evidence: [
      ...HISTORY,
      run({
        status: 'blocked',
        rawStatus: 'completed/action_required',
        headRepository: 'mallory/api',
        event: 'pull_request',
      }),
    ],
    expected: { cause: 'build_awaiting_approval', level: 'likely', commit: context },
  },
  {
    ...missing,
    scenario: 7,
    name: 'commit that asks not to be built',
    evidence: [...HISTORY, commit({ message: 'Correct a word\n\n[skip ci]' })],
    expected: { cause: 'build_skipped', level: 'likely', commit: context, says: '[skip ci]' },
    traps: [
      {
        name: 'it was built all the same',
        add: [run({ status: 'failure', finishedAt: at('12:05') })],
        expected: { cause: 'build_failed', says: 'failed' },
      },
    ],
  },
  {
    ...missing,
    scenario: 8,
    name: 'push step reported as a success and nothing came',
    evidence: [
      ...HISTORY,
      run({ finishedAt: at('12:05') }),
      job({ finishedAt: at('12:04'), steps: [{ name: 'Build and push', status: 'success' }] }),
      push({ tag: SHA.next.slice(0, 7), commit: SHA.next, digest: digest('c'), occurredAt: at('12:07') }),
    ],
    expected: { cause: 'push_skipped', level: 'possible', commit: context },
    traps: [
      {
        name: 'it was pushed under another name',
        add: [
          push({
            repository: 'ghcr.io/acme/api-staging',
            tag: short,
            commit: SHA.bad,
            sourceRepository: SOURCE,
            digest: digest('d'),
            occurredAt: at('12:04'),
          }),
        ],
        expected: { cause: 'pushed_elsewhere', level: 'proven', pushTag: short },
      },
    ],
  },
  {
    ...missing,
    scenario: 9,
    name: 'job that only pushes failed, its steps not known',
    evidence: [
      ...HISTORY,
      run({ status: 'failure', finishedAt: at('12:05') }),
      job({ jobName: 'push-image', status: 'failure', finishedAt: at('12:04') }),
    ],
    expected: { cause: 'push_rejected', level: 'likely', commit: null },
  },
  {
    ...missing,
    scenario: 17,
    name: 'commit of a fork, whose run may not push',
    evidence: [
      ...HISTORY,
      run({
        status: 'failure',
        headRepository: 'mallory/api',
        event: 'pull_request',
        finishedAt: at('12:05'),
      }),
      job({
        status: 'failure',
        headRepository: 'mallory/api',
        finishedAt: at('12:04'),
        steps: [{ name: 'Push image', status: 'failure' }],
      }),
    ],
    expected: { cause: 'commit_not_built_on_branch', level: 'likely', commit: context },
  },
  {
    ...missing,
    scenario: 17,
    name: 'squash merged: the image of the squash commit is proposed',
    evidence: [
      ...HISTORY,
      commit({ branch: 'feature/x' }),
      run({
        branch: 'feature/x',
        pullRequest: 42,
        workflow: 'test',
        runId: '500',
        event: 'pull_request',
        finishedAt: at('12:02'),
      }),
      commit({
        commit: SHA.next,
        message: 'Add retries (#42)',
        occurredAt: at('12:03'),
        committedAt: at('12:03'),
      }),
      run({
        commit: SHA.next,
        runId: '8130',
        runNumber: 813,
        startedAt: at('12:04'),
        finishedAt: at('12:08'),
      }),
      push({ tag: SHA.next.slice(0, 7), commit: SHA.next, digest: digest('c'), occurredAt: at('12:07') }),
    ],
    expected: {
      cause: 'commit_not_built_on_branch',
      level: 'possible',
      commit: context,
      fix: `${REPOSITORY}:${SHA.next.slice(0, 7)}`,
    },
  },
  {
    ...wanted('1.8.3'),
    scenario: 19,
    name: 'deleted together with another tag of its digest',
    evidence: [
      push({
        tag: '1.8.3',
        commit: SHA.good,
        sourceRepository: SOURCE,
        digest: digest('b'),
        occurredAt: at('10:00'),
      }),
      push({
        tag: 'stable',
        commit: SHA.good,
        sourceRepository: SOURCE,
        digest: digest('b'),
        occurredAt: at('10:01'),
      }),
      deletion({ tag: 'stable', digest: digest('b') }),
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'likely',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: '1.8.3',
    },
    traps: [
      {
        name: 'the tag was pushed again afterwards',
        add: [
          push({
            tag: '1.8.3',
            commit: SHA.good,
            sourceRepository: SOURCE,
            digest: digest('b'),
            occurredAt: at('11:30'),
          }),
        ],
        expected: { cause: 'unknown', level: 'unknown', commit: null, pushTag: '1.8.3' },
      },
    ],
  },
  {
    ...wanted('1.2.0'),
    scenario: 20,
    name: 'rolled back to a tag that was pruned',
    evidence: [
      push({ tag: '1.1.0', digest: digest('1'), occurredAt: at('01:00') }),
      push({
        tag: '1.2.0',
        commit: SHA.good,
        sourceRepository: SOURCE,
        digest: digest('2'),
        occurredAt: at('05:00'),
      }),
      push({ tag: '1.3.0', digest: digest('3'), occurredAt: at('06:00') }),
      push({ tag: '1.4.0', digest: digest('4'), occurredAt: at('10:00') }),
      deletion({ tag: '1.2.0', digest: digest('2'), rule: 'keep 3' }),
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: '1.2.0',
      fix: `${REPOSITORY}:1.3.0`,
      says: 'nearest that is left is 1.3.0',
    },
    traps: [
      {
        name: 'the nearest was deleted as well',
        add: [deletion({ tag: '1.3.0', digest: digest('3') })],
        expected: { fix: `${REPOSITORY}:1.1.0`, says: 'nearest that is left is 1.1.0' },
      },
    ],
  },
  {
    image: `${REPOSITORY}@${digest('c')}`,
    says: notFound(`${REPOSITORY}@${digest('c')}`),
    failedAt: at('12:10'),
    scenario: 21,
    name: 'pinned manifest of an index that was replaced',
    evidence: [
      push({
        digest: digest('c'),
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        occurredAt: at('10:00'),
      }),
      push({
        tag: 'main',
        digest: digest('b'),
        mediaType: 'application/vnd.oci.image.index.v1+json',
        commit: SHA.good,
        sourceRepository: SOURCE,
        occurredAt: at('10:01'),
      }),
      push({
        tag: 'main',
        digest: digest('d'),
        mediaType: 'application/vnd.oci.image.index.v1+json',
        commit: SHA.bad,
        sourceRepository: SOURCE,
        occurredAt: at('11:00'),
      }),
    ],
    expected: {
      cause: 'digest_superseded',
      level: 'likely',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: 'main',
    },
  },
  {
    ...wanted('1.4.2'),
    says: `Error response from daemon: manifest for ${REPOSITORY}:1.4.2 not found: manifest unknown: manifest unknown`,
    scenario: 22,
    name: 'manifest of an index deleted, told as "manifest unknown"',
    evidence: [
      push({ digest: digest('c'), occurredAt: at('10:00') }),
      push({
        tag: '1.4.2',
        digest: digest('b'),
        mediaType: 'application/vnd.oci.image.index.v1+json',
        commit: SHA.good,
        sourceRepository: SOURCE,
        occurredAt: at('10:01'),
      }),
      deletion({ digest: digest('c') }),
    ],
    expected: {
      cause: 'platform_manifest_deleted',
      level: 'likely',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: '1.4.2',
    },
  },
  {
    ...wanted('1.4.2'),
    says: `rpc error: code = NotFound desc = failed to pull and unpack image "${REPOSITORY}:1.4.2": no match for platform in manifest: not found`,
    pod: { nodeArch: 'arm64' },
    scenario: 24,
    name: 'one platform’s job failed where it is allowed to',
    evidence: [
      ...HISTORY,
      run({ gitTag: '1.4.2', finishedAt: at('12:05') }),
      job({
        jobId: '1',
        jobName: 'image (linux/arm64)',
        status: 'failure',
        finishedAt: at('12:03'),
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
      job({
        jobId: '2',
        jobName: 'image (linux/amd64)',
        finishedAt: at('12:03'),
        steps: [{ name: 'Build and push', status: 'success' }],
      }),
      push({
        tag: '1.4.2',
        commit: SHA.bad,
        sourceRepository: SOURCE,
        digest: digest('b'),
        platforms: ['linux/amd64'],
        occurredAt: at('12:04'),
      }),
    ],
    expected: { cause: 'platform_build_failed', level: 'proven', commit: context },
    traps: [
      {
        name: 'a test job on arm64 was skipped',
        add: [job({ jobId: '3', jobName: 'e2e (arm64)', status: 'skipped', finishedAt: at('12:04') })],
      },
    ],
  },
  {
    ...wanted('1.4.2'),
    says: `rpc error: code = Unknown desc = failed to pull and unpack image "${REPOSITORY}:1.4.2": failed to resolve reference "${REPOSITORY}:1.4.2": unexpected status from HEAD request to https://ghcr.io/v2/acme/api/manifests/1.4.2: 403 Forbidden`,
    pod: { pullSecrets: [{ name: 'regcred', exists: true, hosts: ['ghcr.io'] }] },
    pulled: [
      {
        kind: 'recovery',
        cluster: 'prod-eu',
        namespace: 'shop',
        pod: 'api-old',
        container: 'api',
        image: `${REPOSITORY}:1.4.1`,
        lastSeenAt: at('11:00'),
      },
    ],
    scenario: 27,
    name: 'credential that worked before',
    evidence: [
      ...HISTORY,
      push({ tag: '1.4.2', commit: SHA.good, digest: digest('b'), occurredAt: at('10:00') }),
    ],
    expected: {
      cause: 'credential_expired',
      level: 'likely',
      commit: null,
      says: 'worked until 2026-03-02 11:00:00',
    },
  },
  {
    ...wanted('1.4.2', US),
    failedAt: at('12:10'),
    scenario: 32,
    name: 'replica of another region',
    evidence: [push({ repository: EU, tag: '1.4.2', digest: digest('b'), occurredAt: at('12:09') })],
    expected: { cause: 'replication_lag', level: 'likely', commit: null, pushTag: '1.4.2' },
    traps: [
      {
        name: 'it arrived afterwards',
        add: [push({ repository: US, tag: '1.4.2', digest: digest('b'), occurredAt: at('12:12') })],
        expected: { level: 'proven', says: 'arrived' },
      },
    ],
  },
  {
    ...wanted('1.4.2', US),
    failedAt: at('12:10'),
    scenario: 32,
    name: 'replica that got nothing for hours',
    evidence: [push({ repository: EU, tag: '1.4.2', digest: digest('b'), occurredAt: at('09:00') })],
    expected: { cause: 'replication_lag', level: 'possible', commit: null, says: 'may have failed' },
  },
  {
    ...missing,
    scenario: 35,
    name: 'retagged image that was deleted',
    evidence: [
      ...HISTORY,
      commit({}),
      run({ finishedAt: at('10:30'), startedAt: at('10:20') }),
      push({ tag: short, commit: SHA.good, sourceRepository: SOURCE, occurredAt: at('10:25') }),
      deletion({ tag: short }),
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
      says: 'names 7f3a6ce, but its content was built from 1111111, pushed before as 1111111',
    },
  },
  {
    ...wanted('1.8.4'),
    scenario: 36,
    name: 'manifest changed to a version that never was',
    evidence: [
      ...HISTORY,
      push({ tag: '1.8.3', commit: SHA.good, digest: digest('b'), occurredAt: at('10:00') }),
      commit({
        repository: 'acme/deploy',
        commit: MANIFEST,
        message: 'Deploy api 1.8.4',
        changedFiles: ['prod/values.yaml'],
        occurredAt: at('12:05'),
      }),
    ],
    expected: { cause: 'tag_unknown', level: 'possible', commit: { sha: MANIFEST, role: 'deployed_by' } },
    traps: [
      {
        name: 'another image was released with that number',
        add: [
          commit({
            repository: 'acme/web',
            commit: SHA.next,
            message: 'Release web 1.8.4',
            changedFiles: ['package.json'],
            occurredAt: at('12:06'),
          }),
        ],
      },
      {
        name: 'a later commit names it after the failure',
        add: [
          commit({
            repository: 'acme/deploy',
            commit: SHA.next,
            message: 'Revert api 1.8.4',
            changedFiles: ['prod/values.yaml'],
            occurredAt: at('12:30'),
          }),
        ],
      },
    ],
  },
  {
    ...wanted('nightly'),
    scenario: 1,
    name: 'moving tag whose build failed, judged by the run before the failure',
    evidence: [
      ...HISTORY,
      run({
        status: 'failure',
        finishedAt: at('12:05'),
        images: [{ repository: REPOSITORY, tag: 'nightly' }],
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
    ],
    expected: { cause: 'build_failed', level: 'proven', commit: { sha: SHA.bad, role: 'cause' } },
    traps: [
      {
        name: 'a later commit’s build of it failed as well',
        add: [
          run({
            runId: '8130',
            runNumber: 813,
            commit: SHA.next,
            startedAt: at('13:00'),
            status: 'failure',
            finishedAt: at('13:05'),
            images: [{ repository: REPOSITORY, tag: 'nightly' }],
            steps: [{ name: 'Build and push', status: 'failure' }],
          }),
        ],
      },
    ],
  },
  {
    ...wanted('feature-x'),
    scenario: 1,
    name: 'branch tag, judged by the branch as it was',
    evidence: [
      ...HISTORY,
      run({ branch: 'feature/x', status: 'failure', finishedAt: at('12:05') }),
      job({
        branch: 'feature/x',
        status: 'failure',
        finishedAt: at('12:04'),
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
    ],
    expected: { cause: 'build_failed', level: 'possible', commit: context },
    traps: [
      {
        name: 'the branch moved on and failed again',
        add: [
          run({
            runId: '8130',
            runNumber: 813,
            commit: SHA.next,
            branch: 'feature/x',
            startedAt: at('13:00'),
            status: 'failure',
            finishedAt: at('13:05'),
          }),
        ],
      },
    ],
  },
  ...['20260302', '7300812', 'c0ffee5'].map(
    (tag): Story => ({
      ...wanted(tag),
      scenario: 16,
      name: `${tag}, which only looks like a commit`,
      evidence: [
        ...HISTORY,
        run({ status: 'failure', finishedAt: at('12:05') }),
        job({
          status: 'failure',
          finishedAt: at('12:04'),
          steps: [{ name: 'Build and push', status: 'failure' }],
        }),
      ],
      expected: { cause: 'tag_unknown', level: 'possible', commit: null },
    }),
  ),
  {
    ...missing,
    scenario: 1,
    name: 'label inherited from a base image',
    evidence: [
      ...HISTORY,
      push({
        tag: 'old',
        commit: SHA.twin,
        sourceRepository: 'hardened/base',
        digest: digest('e'),
        occurredAt: at('10:00'),
      }),
      commit({}),
      run({ status: 'failure', finishedAt: at('12:05') }),
      job({
        status: 'failure',
        finishedAt: at('12:04'),
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
    ],
    expected: { cause: 'build_failed', level: 'proven', commit: { sha: SHA.bad, role: 'cause' } },
  },
  {
    ...wanted('feature-login'),
    scenario: 12,
    name: 'branch written by two tools in two ways',
    evidence: [
      ...HISTORY,
      run({ branch: 'feature/login', finishedAt: at('12:05') }),
      push({ tag: 'feature_login', commit: SHA.bad, digest: digest('b'), occurredAt: at('12:04') }),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'proven',
      rule: 'slug',
      commit: context,
      pushTag: 'feature_login',
    },
    traps: [
      {
        name: 'another branch has the same slug under a third rule',
        add: [push({ tag: 'feature.login', commit: SHA.next, digest: digest('c'), occurredAt: at('12:03') })],
        expected: { level: 'possible', commit: null },
      },
    ],
  },
  {
    image: `${REPOSITORY}:8.202758e+06`,
    says: `Failed to apply default image tag "${REPOSITORY}:8.202758e+06": couldn't parse image reference "${REPOSITORY}:8.202758e+06": invalid reference format`,
    reason: 'InvalidImageName',
    failedAt: at('12:10'),
    scenario: 13,
    name: 'commit that YAML took for a number',
    evidence: [...HISTORY, push({ tag: '8202758', digest: digest('b'), occurredAt: at('12:04') })],
    expected: {
      cause: 'tag_number_coerced',
      level: 'likely',
      rule: 'number',
      pushTag: '8202758',
      fix: `${REPOSITORY}:8202758`,
    },
    traps: [
      { name: 'another number is there as well', add: [push({ tag: '8202759', digest: digest('c') })] },
    ],
  },
  {
    ...wanted('1.1'),
    scenario: 13,
    name: '1.1 where 1.10 was pushed',
    evidence: [...HISTORY, push({ tag: '1.10', digest: digest('b'), occurredAt: at('12:04') })],
    expected: {
      cause: 'tag_number_coerced',
      level: 'possible',
      rule: 'number',
      commit: null,
      pushTag: '1.10',
    },
  },
  {
    image: `${REPOSITORY}:8.202758e+06`,
    says: `Failed to apply default image tag "${REPOSITORY}:8.202758e+06": couldn't parse image reference "${REPOSITORY}:8.202758e+06": invalid reference format`,
    reason: 'InvalidImageName',
    failedAt: at('12:10'),
    scenario: 13,
    name: 'known commit that YAML took for a number, nothing pushed',
    evidence: [...HISTORY, commit({ commit: `8202758${'a'.repeat(33)}` })],
    expected: {
      cause: 'tag_number_coerced',
      level: 'likely',
      rule: 'number',
      commit: { sha: `8202758${'a'.repeat(33)}`, role: 'context' },
      fix: '8202758',
    },
    traps: [
      {
        name: 'two commits begin with these digits',
        add: [commit({ commit: `8202758${'b'.repeat(33)}` })],
        expected: { cause: 'invalid_reference', level: 'proven', commit: null },
      },
    ],
  },
  {
    ...wanted(SHA.bad.slice(0, 12), 'registry.acme.test/other/thing'),
    scenario: 1,
    name: 'twelve digits of a commit, nothing ties the image to its source',
    evidence: [
      run({ status: 'failure', finishedAt: at('12:05') }),
      job({
        status: 'failure',
        finishedAt: at('12:04'),
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
    ],
    expected: { cause: 'build_failed', level: 'proven', commit: { sha: SHA.bad, role: 'cause' } },
    traps: [
      {
        name: 'a mirrored repository has the commit as well',
        add: [run({ repository: 'acme/mirror', runId: '4000', status: 'failure', finishedAt: at('12:05') })],
        expected: { level: 'possible', commit: { sha: SHA.bad, role: 'context' } },
      },
    ],
  },
  {
    image: 'ngnix:1.27',
    says: "Error response from daemon: pull access denied for ngnix, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    failedAt: at('12:10'),
    pod: { pullSecrets: [] },
    scenario: 34,
    name: 'misspelled official image, denied because it does not exist',
    evidence: HISTORY,
    expected: { cause: 'third_party_image', level: 'possible', commit: null },
  },
];
