import {
  at,
  build,
  builds,
  fails,
  githubPush,
  gitlabPipeline,
  HISTORY,
  type HttpStory,
  IMAGE,
  push,
  pushes,
  SHA,
  SHORT,
  SOURCE,
  workflowJob,
  workflowRun,
} from './told.js';

const image = `${IMAGE}:${SHORT}`;
const cause = { sha: SHA.bad, role: 'cause' } as const;
const context = { sha: SHA.bad, role: 'context' } as const;
const images = [{ repository: IMAGE, tag: SHORT }];
const FAILED = [
  { name: 'Test', status: 'success' },
  { name: 'Build and push', status: 'failure' },
];

/** Cases 1 to 9, 24 and 25: what became of the build of the tag's commit. */
export const BUILD_STORIES: readonly HttpStory[] = [
  {
    scenario: 1,
    name: 'one build report with steps and the image it was to push',
    image,
    told: [
      ...HISTORY,
      builds(build({ status: 'failure', finishedAt: at(26), steps: FAILED, images })),
      fails(image),
    ],
    expected: {
      cause: 'build_failed',
      level: 'proven',
      commit: cause,
      fix: `${IMAGE}:${SHA.good.slice(0, 7)}`,
    },
  },
  {
    scenario: 1,
    name: 'build reports of job and run, nothing names the image',
    image,
    told: [
      builds(
        build({ status: 'failure', finishedAt: at(26) }),
        build({ status: 'failure', finishedAt: at(26), jobId: '9', jobName: 'docker', steps: FAILED }),
      ),
      fails(image),
    ],
    expected: { cause: 'build_failed', level: 'proven', commit: cause },
  },
  {
    scenario: 1,
    name: 'a build report without steps',
    image,
    told: [...HISTORY, builds(build({ status: 'failure', finishedAt: at(26) })), fails(image)],
    expected: { cause: 'build_failed', level: 'likely', commit: context },
  },
  {
    scenario: 1,
    name: 'GitHub webhooks with job and steps',
    image,
    told: [
      ...HISTORY,
      githubPush({ id: SHA.bad }),
      workflowRun({ conclusion: 'failure' }),
      workflowJob({
        conclusion: 'failure',
        steps: [
          { name: 'Set up job', status: 'completed', conclusion: 'success', number: 1 },
          { name: 'Build and push', status: 'completed', conclusion: 'failure', number: 2 },
        ],
      }),
      fails(image),
    ],
    expected: { cause: 'build_failed', level: 'proven', commit: cause },
  },
  {
    scenario: 1,
    name: 'a GitHub run without its jobs',
    image,
    told: [...HISTORY, workflowRun({ conclusion: 'failure' }), fails(image)],
    expected: { cause: 'build_failed', level: 'likely', commit: context },
  },
  {
    scenario: 1,
    name: 'a GitLab pipeline whose image job failed',
    image,
    told: [
      ...HISTORY,
      gitlabPipeline({ status: 'failed' }, [
        { id: 1, name: 'test', status: 'success', started_at: at(20), finished_at: at(22) },
        { id: 2, name: 'build-image', status: 'failed', started_at: at(22), finished_at: at(26) },
      ]),
      fails(image),
    ],
    expected: { cause: 'build_failed', level: 'likely', commit: context },
  },
  {
    scenario: 1,
    name: 'a second attempt succeeded and pushed before the pull',
    image,
    told: [
      ...HISTORY,
      builds(
        build({ status: 'failure', finishedAt: at(22), steps: FAILED, images }),
        build({ status: 'success', runAttempt: 2, startedAt: at(23), finishedAt: at(28), images }),
      ),
      pushes(push({ tag: SHORT, commit: SHA.bad, occurredAt: at(27) })),
      fails(image),
    ],
    expected: { cause: 'unknown', level: 'unknown', commit: null, push: SHORT },
  },
  {
    scenario: 2,
    name: 'a running build, after three of five minutes',
    image,
    told: [
      ...HISTORY,
      builds(
        ...[2, 3, 4].map((n) =>
          build({
            commit: `${n}`.repeat(40),
            runId: `70${n}`,
            status: 'success',
            startedAt: at(n),
            finishedAt: at(n + 5),
          }),
        ),
        build({ status: 'running', startedAt: at(28), images }),
      ),
      fails(image),
    ],
    expected: { cause: 'build_running', level: 'proven', commit: context, says: '5 min' },
  },
  {
    scenario: 2,
    name: 'an expectation that is not met yet',
    image,
    told: [
      { ...builds(), path: '/v1/expectations', body: JSON.stringify(build({ images, startedAt: at(28) })) },
      fails(image),
    ],
    expected: { cause: 'build_running', level: 'proven', commit: context },
  },
  {
    scenario: 2,
    name: 'the push came after the pull',
    image,
    told: [
      ...HISTORY,
      builds(build({ status: 'success', startedAt: at(28), finishedAt: at(35) })),
      fails(image),
      pushes(push({ tag: SHORT, commit: SHA.bad, occurredAt: at(34) })),
    ],
    expected: { cause: 'build_running', level: 'proven', commit: context, push: SHORT },
  },
  {
    scenario: 2,
    name: 'the push came seconds after the pull',
    image,
    told: [
      ...HISTORY,
      builds(build({ status: 'success', startedAt: at(28), finishedAt: at(31) })),
      fails(image),
      pushes(push({ tag: SHORT, commit: SHA.bad, occurredAt: at(30, 20) })),
    ],
    expected: { cause: 'build_running', level: 'likely', commit: context, push: SHORT },
  },
  {
    scenario: 3,
    name: 'a queued GitHub job in a run that nobody picks up',
    image,
    told: [
      ...HISTORY,
      workflowRun({ status: 'queued', conclusion: null, updated_at: at(20) }),
      workflowJob({ status: 'queued', conclusion: null, started_at: at(20), completed_at: null }),
      fails(image),
    ],
    expected: { cause: 'build_queued', level: 'likely', commit: context },
  },
  {
    scenario: 3,
    name: 'a build report that is queued',
    image,
    told: [...HISTORY, builds(build({ status: 'queued', images })), fails(image)],
    expected: { cause: 'build_queued', level: 'proven', commit: context },
  },
  {
    scenario: 4,
    name: 'cancelled by a newer run that pushed its tag',
    image,
    told: [
      ...HISTORY,
      builds(
        build({ status: 'cancelled', finishedAt: at(22) }),
        build({
          commit: SHA.next,
          runId: '813',
          runNumber: 813,
          status: 'success',
          startedAt: at(21),
          finishedAt: at(28),
        }),
      ),
      pushes(push({ tag: SHA.next.slice(0, 7), commit: SHA.next, occurredAt: at(27) })),
      fails(image),
    ],
    expected: {
      cause: 'build_cancelled',
      level: 'likely',
      commit: context,
      push: SHA.next.slice(0, 7),
      fix: `${IMAGE}:${SHA.next.slice(0, 7)}`,
    },
  },
  {
    scenario: 5,
    name: 'timed out',
    image,
    told: [
      ...HISTORY,
      builds(
        build({
          status: 'timed_out',
          finishedAt: at(26),
          steps: [{ name: 'Build and push', status: 'timed_out' }],
          images,
        }),
      ),
      fails(image),
    ],
    expected: { cause: 'build_timed_out', level: 'proven', commit: context },
  },
  {
    scenario: 5,
    name: 'a workflow file that cannot be read, changed by the commit itself',
    image,
    told: [
      ...HISTORY,
      githubPush({ id: SHA.bad, modified: ['.github/workflows/image.yml'] }),
      workflowRun({ conclusion: 'startup_failure' }),
      fails(image),
    ],
    expected: { cause: 'workflow_invalid', level: 'likely', commit: cause },
  },
  {
    scenario: 5,
    name: 'a workflow file that cannot be read, changed by the commit before',
    image,
    told: [
      ...HISTORY,
      githubPush({ id: SHA.next, modified: ['.github/workflows/image.yml'] }, { minute: 15 }),
      workflowRun({
        id: 811500,
        run_number: 811,
        head_sha: SHA.next,
        conclusion: 'startup_failure',
        run_started_at: at(16),
        created_at: at(16),
        updated_at: at(16),
      }),
      githubPush({ id: SHA.bad, modified: ['src/main.ts'] }),
      workflowRun({ conclusion: 'startup_failure' }),
      fails(image),
    ],
    expected: { cause: 'workflow_invalid', level: 'likely', commit: { sha: SHA.next, role: 'cause' } },
  },
  {
    scenario: 6,
    name: 'waiting for an approval after it had begun',
    image,
    told: [
      ...HISTORY,
      workflowRun({ status: 'in_progress', conclusion: null, updated_at: at(21) }),
      workflowRun({ status: 'waiting', conclusion: null, updated_at: at(22) }),
      fails(image),
    ],
    expected: { cause: 'build_awaiting_approval', level: 'likely', commit: context },
  },
  {
    scenario: 6,
    name: 'a run from a fork that needs an approval',
    image,
    told: [
      ...HISTORY,
      workflowRun({
        conclusion: 'action_required',
        event: 'pull_request',
        head_branch: 'patch-1',
        head_repository: { full_name: 'mallory/api' },
      }),
      fails(image),
    ],
    expected: { cause: 'build_awaiting_approval', level: 'likely', commit: context },
  },
  {
    scenario: 7,
    name: 'an image job that was skipped',
    image,
    told: [
      ...HISTORY,
      workflowRun({ conclusion: 'success' }),
      workflowJob({ conclusion: 'skipped', steps: [] }),
      fails(image),
    ],
    expected: { cause: 'build_skipped', level: 'likely', commit: context },
  },
  {
    scenario: 7,
    name: '[skip ci] in the message',
    image,
    told: [
      ...HISTORY,
      githubPush({ id: SHA.bad, message: 'Correct a word [skip ci]', modified: ['docs/a.md'] }),
      fails(image),
    ],
    expected: { cause: 'build_skipped', level: 'likely', commit: context, says: '[skip ci]' },
  },
  {
    scenario: 7,
    name: 'a docs commit between two that were built',
    image,
    told: [
      ...HISTORY,
      githubPush({ id: SHA.bad, modified: ['docs/a.md'] }),
      builds(
        build({ commit: SHA.next, runId: '813', status: 'success', startedAt: at(22), finishedAt: at(28) }),
      ),
      pushes(push({ tag: SHA.next.slice(0, 7), commit: SHA.next, occurredAt: at(27) })),
      fails(image),
    ],
    expected: { cause: 'build_skipped', level: 'possible', commit: context, says: 'docs' },
  },
  {
    scenario: 8,
    name: 'a push step that was skipped',
    image,
    told: [
      ...HISTORY,
      builds(
        build({
          status: 'success',
          finishedAt: at(26),
          steps: [
            { name: 'Build', status: 'success' },
            { name: 'Push image', status: 'skipped' },
          ],
        }),
      ),
      fails(image),
    ],
    expected: { cause: 'push_skipped', level: 'proven', commit: context },
  },
  {
    scenario: 8,
    name: 'a successful build without a push between others',
    image,
    told: [
      ...HISTORY,
      builds(build({ status: 'success', finishedAt: at(26), images })),
      pushes(push({ tag: SHA.next.slice(0, 7), commit: SHA.next, occurredAt: at(28) })),
      fails(image),
    ],
    expected: { cause: 'push_skipped', level: 'possible', commit: context },
  },
  {
    scenario: 9,
    name: 'a push step that failed after the image was built',
    image,
    told: [
      ...HISTORY,
      builds(
        build({
          status: 'failure',
          finishedAt: at(26),
          steps: [
            { name: 'Build image', status: 'success' },
            { name: 'Push image', status: 'failure' },
          ],
          images,
        }),
      ),
      fails(image),
    ],
    expected: { cause: 'push_rejected', level: 'proven', commit: null },
  },
  {
    scenario: 9,
    name: 'a GitLab job that only pushes failed',
    image,
    told: [
      ...HISTORY,
      gitlabPipeline({ status: 'failed' }, [
        { id: 1, name: 'build', status: 'success', started_at: at(20), finished_at: at(22) },
        { id: 2, name: 'push-image', status: 'failed', started_at: at(22), finished_at: at(26) },
      ]),
      fails(image),
    ],
    expected: { cause: 'push_rejected', level: 'likely', commit: null },
  },
  {
    scenario: 17,
    name: 'a commit of a fork whose run may not push',
    image,
    told: [
      ...HISTORY,
      workflowRun({
        conclusion: 'failure',
        event: 'pull_request',
        head_branch: 'main',
        head_repository: { full_name: 'mallory/api' },
      }),
      workflowJob({
        conclusion: 'failure',
        steps: [{ name: 'Push image', status: 'completed', conclusion: 'failure', number: 1 }],
      }),
      fails(image),
    ],
    expected: { cause: 'commit_not_built_on_branch', level: 'likely', commit: context },
  },
  {
    scenario: 17,
    name: 'a branch that the image workflow does not build',
    image,
    told: [
      ...HISTORY,
      builds(
        build({ branch: 'feature/x', workflow: 'test', runId: '500', status: 'success', finishedAt: at(24) }),
        build({ commit: SHA.next, runId: '813', status: 'success', startedAt: at(22), finishedAt: at(28) }),
      ),
      pushes(push({ tag: SHA.next.slice(0, 7), commit: SHA.next, occurredAt: at(27) })),
      fails(image),
    ],
    expected: { cause: 'commit_not_built_on_branch', level: 'possible', commit: context },
  },
  {
    scenario: 24,
    name: 'the arm64 leg failed and the index went without it',
    image: `${IMAGE}:1.4.2`,
    told: [
      ...HISTORY,
      builds(
        build({ gitTag: 'v1.4.2', status: 'failure', finishedAt: at(26) }),
        build({
          gitTag: 'v1.4.2',
          jobId: '1',
          jobName: 'image (linux/arm64)',
          status: 'failure',
          finishedAt: at(25),
          steps: [{ name: 'Build and push', status: 'failure' }],
        }),
        build({
          gitTag: 'v1.4.2',
          jobId: '2',
          jobName: 'image (linux/amd64)',
          status: 'success',
          finishedAt: at(25),
          steps: [{ name: 'Build and push', status: 'success' }],
        }),
      ),
      pushes(push({ tag: '1.4.2', commit: SHA.bad, sourceRepository: SOURCE, platforms: ['linux/amd64'] })),
      fails(`${IMAGE}:1.4.2`, {
        nodeArch: 'arm64',
        message: `failed to pull and unpack image "${IMAGE}:1.4.2": no match for platform in manifest: not found`,
      }),
    ],
    expected: { cause: 'platform_build_failed', level: 'proven', commit: cause, push: '1.4.2' },
  },
  {
    scenario: 25,
    name: 'only the tag of one platform was pushed',
    image: `${IMAGE}:1.4.2`,
    told: [
      ...HISTORY,
      builds(
        build({ gitTag: 'v1.4.2', status: 'failure', finishedAt: at(26) }),
        build({
          gitTag: 'v1.4.2',
          jobId: '1',
          jobName: 'image (arm64)',
          status: 'failure',
          finishedAt: at(25),
          steps: [{ name: 'Build and push', status: 'failure' }],
        }),
        build({
          gitTag: 'v1.4.2',
          jobId: '2',
          jobName: 'image (amd64)',
          status: 'success',
          finishedAt: at(25),
          steps: [{ name: 'Build and push', status: 'success' }],
        }),
        build({ gitTag: 'v1.4.2', jobId: '3', jobName: 'merge', status: 'skipped', finishedAt: at(25) }),
      ),
      pushes(push({ tag: '1.4.2-amd64', commit: SHA.bad, sourceRepository: SOURCE })),
      fails(`${IMAGE}:1.4.2`),
    ],
    expected: { cause: 'platform_build_failed', level: 'proven', commit: cause, push: '1.4.2-amd64' },
  },
];
