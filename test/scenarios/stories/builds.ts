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
  type Story,
} from '../story.js';

const short = SHA.bad.slice(0, 7);
const image = `${REPOSITORY}:${short}`;
const missing = { image, says: notFound(image), failedAt: at('12:10') };

const FAILED_STEPS = [
  { name: 'Set up job', status: 'success' },
  { name: 'Run tests', status: 'failure' },
  { name: 'Build and push', status: 'skipped' },
] as const;

const failedRun = [
  run({ status: 'failure', finishedAt: at('12:05') }),
  job({ status: 'failure', finishedAt: at('12:04'), steps: FAILED_STEPS }),
];

/** Verdicts that come from the build of the tag's commit. */
export const BUILD_STORIES: readonly Story[] = [
  {
    ...missing,
    scenario: 1,
    name: 'build failed before its push step',
    evidence: [...HISTORY, commit({}), ...failedRun],
    expected: {
      cause: 'build_failed',
      level: 'proven',
      commit: { sha: SHA.bad, role: 'cause' },
      failedStep: 'Run tests',
    },
    traps: [
      {
        name: 'an unrelated job failed as well',
        add: [
          job({
            jobId: '98',
            jobName: 'lint',
            status: 'failure',
            finishedAt: at('12:01'),
            steps: [{ name: 'Lint', status: 'failure' }],
          }),
        ],
      },
      {
        name: 'a later attempt pushed it',
        add: [
          run({ runAttempt: 2, startedAt: at('13:00'), finishedAt: at('13:06') }),
          push({ tag: short, commit: SHA.bad, digest: digest('b'), occurredAt: at('13:05') }),
        ],
        expected: { cause: 'build_running', level: 'proven', commit: { sha: SHA.bad, role: 'context' } },
      },
      {
        name: 'a fork has a failed run of another commit on its main branch',
        add: [
          run({
            runId: '7000',
            commit: SHA.next,
            headRepository: 'robin/api',
            status: 'failure',
            finishedAt: at('12:02'),
          }),
        ],
      },
      {
        name: 'another repository has a commit with the same first digits',
        add: [
          run({
            repository: 'acme/web',
            runId: '4000',
            commit: SHA.twin,
            status: 'failure',
            finishedAt: at('12:03'),
          }),
        ],
      },
      {
        name: 'a second commit of the same repository shares the first digits',
        add: [commit({ commit: SHA.twin })],
        expected: { cause: 'unknown', level: 'unknown', commit: null },
      },
    ],
  },
  {
    ...missing,
    scenario: 1,
    name: 'run failed and its jobs are not known',
    evidence: [...HISTORY, run({ status: 'failure', finishedAt: at('12:05') })],
    expected: { cause: 'build_failed', level: 'likely', commit: { sha: SHA.bad, role: 'context' } },
  },
  {
    ...missing,
    scenario: 1,
    name: 'an unrelated job failed and the image job pushed nothing known',
    evidence: [
      ...HISTORY,
      run({ status: 'failure', finishedAt: at('12:05') }),
      job({
        status: 'success',
        finishedAt: at('12:04'),
        steps: [{ name: 'Build and push', status: 'success' }],
      }),
      job({
        jobId: '98',
        jobName: 'lint',
        status: 'failure',
        finishedAt: at('12:01'),
        steps: [{ name: 'Lint', status: 'failure' }],
      }),
    ],
    expected: { cause: 'unknown', level: 'unknown', commit: null },
  },
  {
    ...missing,
    scenario: 1,
    name: 'a job that the image job needs failed',
    evidence: [
      ...HISTORY,
      run({ status: 'failure', finishedAt: at('12:05') }),
      job({ status: 'skipped', finishedAt: at('12:04') }),
      job({
        jobId: '98',
        jobName: 'test',
        status: 'failure',
        finishedAt: at('12:03'),
        steps: [{ name: 'Unit tests', status: 'failure' }],
      }),
    ],
    expected: {
      cause: 'build_failed',
      level: 'likely',
      commit: { sha: SHA.bad, role: 'cause' },
      failedStep: 'Unit tests',
    },
  },
  {
    ...missing,
    scenario: 2,
    name: 'build still running',
    evidence: [...HISTORY, run({ status: 'running' })],
    expected: { cause: 'build_running', level: 'likely', commit: { sha: SHA.bad, role: 'context' } },
  },
  {
    ...missing,
    scenario: 2,
    name: 'the image came after the first failed pull',
    evidence: [
      ...HISTORY,
      run({ status: 'success', finishedAt: at('12:20') }),
      push({ tag: short, commit: SHA.bad, digest: digest('b'), occurredAt: at('12:19') }),
    ],
    expected: {
      cause: 'build_running',
      level: 'proven',
      commit: { sha: SHA.bad, role: 'context' },
      pushTag: short,
    },
  },
  {
    ...missing,
    scenario: 3,
    name: 'build never picked up',
    evidence: [...HISTORY, run({ status: 'queued' })],
    expected: { cause: 'build_queued', level: 'likely', commit: { sha: SHA.bad, role: 'context' } },
  },
  {
    ...missing,
    scenario: 4,
    name: 'build cancelled by a newer run',
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
      commit: { sha: SHA.bad, role: 'context' },
      says: '813',
    },
    traps: [
      {
        name: 'a job had failed before the rest was cancelled',
        add: [job({ status: 'failure', finishedAt: at('12:01'), steps: FAILED_STEPS })],
        expected: { cause: 'build_failed', level: 'proven', commit: { sha: SHA.bad, role: 'cause' } },
      },
    ],
  },
  {
    ...missing,
    scenario: 5,
    name: 'build timed out',
    evidence: [...HISTORY, run({ status: 'timed_out', finishedAt: at('12:09') })],
    expected: { cause: 'build_timed_out', level: 'likely', commit: { sha: SHA.bad, role: 'context' } },
  },
  {
    ...missing,
    scenario: 6,
    name: 'build waits for an approval',
    evidence: [...HISTORY, run({ status: 'blocked' })],
    expected: {
      cause: 'build_awaiting_approval',
      level: 'likely',
      commit: { sha: SHA.bad, role: 'context' },
    },
  },
  {
    ...missing,
    scenario: 7,
    name: 'image job skipped by its condition',
    evidence: [
      ...HISTORY,
      run({ finishedAt: at('12:05') }),
      job({ status: 'skipped', finishedAt: at('12:01') }),
    ],
    expected: { cause: 'build_skipped', level: 'likely', commit: { sha: SHA.bad, role: 'context' } },
  },
  {
    ...missing,
    scenario: 8,
    name: 'push step skipped in a successful job',
    evidence: [
      ...HISTORY,
      run({ finishedAt: at('12:05') }),
      job({
        finishedAt: at('12:04'),
        steps: [
          { name: 'Build image', status: 'success' },
          { name: 'Push image', status: 'skipped' },
        ],
      }),
    ],
    expected: { cause: 'push_skipped', level: 'proven', commit: { sha: SHA.bad, role: 'context' } },
  },
  {
    ...missing,
    scenario: 9,
    name: 'push refused by the registry',
    evidence: [
      ...HISTORY,
      run({ status: 'failure', finishedAt: at('12:05') }),
      job({
        status: 'failure',
        finishedAt: at('12:04'),
        steps: [
          { name: 'Build image', status: 'success' },
          { name: 'Push image', status: 'failure' },
        ],
      }),
    ],
    expected: { cause: 'push_rejected', level: 'proven', commit: null },
  },
];
