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

const wanted = (tag: string, repository: string = REPOSITORY) => {
  const image = `${repository}:${tag}`;
  return { image, says: notFound(image), failedAt: at('12:10') };
};

const short = SHA.bad.slice(0, 7);
const after = run({
  commit: SHA.next,
  runId: '8130',
  runNumber: 813,
  startedAt: at('12:03'),
  finishedAt: at('12:08'),
});

/** Verdicts that come from which repository, branch, pull request or platform was meant. */
export const REPOSITORY_STORIES: readonly Story[] = [
  {
    ...wanted('1.4.2', 'registry.acme.test/shop/paymnets'),
    scenario: 15,
    name: 'misspelled repository',
    evidence: [push({ repository: 'registry.acme.test/shop/payments', tag: '1.4.2', digest: digest('b') })],
    expected: { cause: 'repository_misspelled', level: 'likely', commit: null, pushTag: '1.4.2' },
    traps: [
      {
        name: 'two repositories could be meant',
        add: [push({ repository: 'registry.acme.test/shop/paymnet', tag: '1.4.2', digest: digest('c') })],
        expected: { cause: 'unknown', level: 'unknown', commit: null, pushTag: undefined },
      },
    ],
  },
  {
    ...wanted(short),
    scenario: 17,
    name: 'commit on a branch that is not built',
    evidence: [...HISTORY, commit({ branch: 'feature/x' }), after],
    expected: {
      cause: 'commit_not_built_on_branch',
      level: 'possible',
      commit: { sha: SHA.bad, role: 'context' },
    },
  },
  {
    ...wanted(short),
    scenario: 7,
    name: 'commit left out of the builds of its branch',
    evidence: [...HISTORY, commit({ changedFiles: ['docs/readme.md'] }), after],
    expected: {
      cause: 'build_skipped',
      level: 'possible',
      commit: { sha: SHA.bad, role: 'context' },
      says: 'docs',
    },
  },
  {
    ...wanted(short),
    scenario: 18,
    name: 'tagged with the merge commit of the pull request',
    evidence: [
      ...HISTORY,
      run({ branch: 'feature/x', pullRequest: 42, event: 'pull_request', finishedAt: at('12:05') }),
      push({
        tag: SHA.next.slice(0, 7),
        commit: SHA.next,
        sourceRepository: SOURCE,
        digest: digest('b'),
        occurredAt: at('12:04'),
      }),
    ],
    expected: {
      cause: 'merge_commit_tag',
      level: 'likely',
      commit: { sha: SHA.bad, role: 'context' },
      pushTag: SHA.next.slice(0, 7),
    },
  },
  {
    ...wanted('1.4.2'),
    says: `rpc error: code = NotFound desc = failed to pull and unpack image "${REPOSITORY}:1.4.2": no match for platform in manifest: not found`,
    pod: { nodeArch: 'arm64' },
    scenario: 24,
    name: 'one platform’s job failed and the index went without it',
    evidence: [
      ...HISTORY,
      commit({ gitTag: '1.4.2', branch: null }),
      run({ gitTag: '1.4.2', status: 'failure', finishedAt: at('12:05') }),
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
    expected: {
      cause: 'platform_build_failed',
      level: 'proven',
      commit: { sha: SHA.bad, role: 'cause' },
      failedStep: 'Build and push',
    },
  },
  {
    ...wanted('1.4.2'),
    scenario: 25,
    name: 'one platform’s job failed and the index never came',
    evidence: [
      ...HISTORY,
      commit({ gitTag: '1.4.2', branch: null }),
      run({ gitTag: '1.4.2', status: 'failure', finishedAt: at('12:05') }),
      job({
        jobId: '1',
        jobName: 'image (arm64)',
        status: 'failure',
        finishedAt: at('12:03'),
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
      job({
        jobId: '2',
        jobName: 'image (amd64)',
        finishedAt: at('12:03'),
        steps: [{ name: 'Build and push', status: 'success' }],
      }),
      push({
        tag: '1.4.2-amd64',
        commit: SHA.bad,
        sourceRepository: SOURCE,
        digest: digest('b'),
        occurredAt: at('12:02'),
      }),
    ],
    expected: {
      cause: 'platform_build_failed',
      level: 'proven',
      commit: { sha: SHA.bad, role: 'cause' },
      pushTag: '1.4.2-amd64',
    },
  },
  {
    image: `${REPOSITORY}:1.4.2`,
    says: `rpc error: code = NotFound desc = failed to pull and unpack image "${REPOSITORY}:1.4.2": failed to copy: httpReadSeeker: failed open: content at https://ghcr.io/v2/acme/api/manifests/${digest('c')} not found: not found`,
    failedAt: at('12:10'),
    scenario: 22,
    name: 'platform manifest of a live index deleted',
    evidence: [
      push({
        tag: '1.4.2',
        commit: SHA.good,
        sourceRepository: SOURCE,
        digest: digest('b'),
        occurredAt: at('10:00'),
      }),
      {
        kind: 'delete',
        provider: 'distribution',
        repository: REPOSITORY,
        digest: digest('c'),
        occurredAt: at('11:00'),
      },
    ],
    expected: {
      cause: 'platform_manifest_deleted',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
    },
  },
  {
    image: `${REPOSITORY}:1.4.2`,
    says: `rpc error: code = NotFound desc = failed to pull and unpack image "${REPOSITORY}:1.4.2": failed to resolve reference "${REPOSITORY}:1.4.2": failed to do request: Head "https://mirror.acme.test/v2/acme/api/manifests/1.4.2?ns=ghcr.io": ${REPOSITORY}:1.4.2: not found`,
    failedAt: at('12:10'),
    scenario: 31,
    name: 'mirror does not have what the registry has',
    evidence: [
      push({
        tag: '1.4.2',
        commit: SHA.good,
        sourceRepository: SOURCE,
        digest: digest('b'),
        occurredAt: at('10:00'),
      }),
    ],
    expected: {
      cause: 'mirror_stale',
      level: 'likely',
      commit: { sha: SHA.good, role: 'context' },
      says: 'mirror.acme.test',
    },
  },
];
