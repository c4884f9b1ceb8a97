import { describe, expect, it } from 'vitest';
import type { BuildStatus } from '../observation.js';
import { imageOutcome, isLoginStep, pushStepOf } from './image-step.js';
import type { Job, Run } from './run.js';

const job = (
  name: string,
  status: BuildStatus,
  steps: readonly (readonly [string, BuildStatus])[] = [],
): Job => ({
  id: name,
  name,
  status,
  steps: steps.map(([step, result]) => ({ name: step, status: result })),
  startedAt: null,
  finishedAt: null,
  url: null,
  records: [],
});

const run = (jobs: readonly Job[]): Run => ({ jobs, status: 'failure' }) as unknown as Run;

describe('pushStepOf', () => {
  it.each([
    ['Run docker/build-push-action@v6', 'build_push_action'],
    ['Build and push', 'build_and_push'],
    ['Build & publish image', 'build_and_push'],
    ['Run kaniko', 'builder_that_pushes'],
    ['docker push', 'docker_push'],
    ['Push image to ECR', 'push_image'],
    ['Publish container', 'push_image'],
    ['Image push', 'image_push'],
    ['Push', 'push'],
  ])('tells %s by %s', (name, toldBy) => {
    expect(
      pushStepOf(
        job('x', 'success', [
          ['Checkout', 'success'],
          [name, 'success'],
        ]),
      )?.toldBy,
    ).toBe(toldBy);
  });

  it.each(['Post Build and push', 'Checkout', 'Run tests', 'Push notifications', 'Set up Docker Buildx'])(
    'does not take %s for a push',
    (name) => {
      expect(pushStepOf(job('x', 'success', [[name, 'success']]))).toBeNull();
    },
  );
});

it('knows logging in to a registry', () => {
  expect(isLoginStep('Log in to the Container registry')).toBe(true);
  expect(isLoginStep('docker/login-action@v3')).toBe(true);
  expect(isLoginStep('Run tests')).toBe(false);
});

describe('imageOutcome', () => {
  const failing = job('docker', 'failure', [
    ['Run tests', 'failure'],
    ['Build and push', 'skipped'],
  ]);

  it('finds the step that kept the image from being pushed', () => {
    expect(imageOutcome(run([failing]), 'api')).toMatchObject({
      kind: 'failed',
      step: { name: 'Run tests' },
    });
  });

  it('prefers the job that carries the image’s name', () => {
    const other = job('image web', 'failure', [['Build and push', 'failure']]);
    const mine = job('image api', 'success', [['Build and push', 'success']]);
    expect(imageOutcome(run([other, mine]), 'api').kind).toBe('pushed');
    expect(imageOutcome(run([other, mine]), 'web').kind).toBe('failed');
  });

  it('does not decide between a job that pushed and one that failed when neither is named', () => {
    const pushed = job('image (a)', 'success', [['Build and push', 'success']]);
    const broken = job('image (b)', 'failure', [['Build and push', 'failure']]);
    expect(imageOutcome(run([pushed, broken]), 'api').kind).toBe('unclear');
  });

  it('tells a refused push and a failed login from a failed build', () => {
    expect(
      imageOutcome(
        run([
          job('docker', 'failure', [
            ['Build', 'success'],
            ['Push image', 'failure'],
          ]),
        ]),
        'api',
      ).kind,
    ).toBe('push_failed');
    expect(
      imageOutcome(
        run([
          job('docker', 'failure', [
            ['Login to ghcr', 'failure'],
            ['Push image', 'skipped'],
          ]),
        ]),
        'api',
      ).kind,
    ).toBe('push_failed');
    expect(imageOutcome(run([job('docker', 'failure', [['Build and push', 'failure']])]), 'api').kind).toBe(
      'failed',
    );
  });

  it('blames another job only when it kept the image’s job from starting', () => {
    const lint = job('lint', 'failure', [['Lint', 'failure']]);
    expect(imageOutcome(run([lint, job('docker', 'skipped')]), 'api')).toMatchObject({
      kind: 'failed',
      job: { name: 'lint' },
    });
    expect(
      imageOutcome(run([lint, job('docker', 'success', [['Build and push', 'success']])]), 'api').kind,
    ).toBe('pushed');
    expect(imageOutcome(run([lint]), 'api').kind).toBe('unclear');
  });
});
