import { type ImageReference, parseImageRepository } from '../image/index.js';
import type { BuildImage, PushObservation } from '../observation.js';
import { imageOutcome } from './image-step.js';
import type { Run } from './run.js';
import { basenameOf } from './source-links.js';
import type { PushRecord } from './tag-history.js';

/**
 * Pushes that a successful build reports itself. They stand in where the registry sends no events;
 * where it does, a report without a digest is only an intention and does not count.
 */
export function reportedPushes(
  image: ImageReference,
  runs: readonly Run[],
  registryPushes: readonly PushRecord[],
): readonly PushRecord[] {
  const named = pushedBy(runs, image, (repository) => repository === image.repository);
  return named.filter(({ observation }) => {
    if (!observation.digest && registryPushes.length > 0) return false;
    return !isSeenPushed(observation, registryPushes);
  });
}

/** The same for all other repositories. */
export function reportedElsewhere(
  image: ImageReference,
  runs: readonly Run[],
  registryPushes: readonly PushRecord[],
): readonly PushRecord[] {
  const named = pushedBy(runs, image, (repository) => repository !== image.repository);
  return named.filter(
    ({ observation }) =>
      !isSeenPushed(
        observation,
        registryPushes.filter((push) => push.observation.repository === observation.repository),
      ),
  );
}

function pushedBy(
  runs: readonly Run[],
  image: ImageReference,
  isMeant: (repository: string) => boolean,
): readonly PushRecord[] {
  const basename = basenameOf(image.path);
  return runs
    .filter((run) => run.status === 'success' && !run.fromFork && reachedPush(run, basename))
    .flatMap((run) =>
      run.images.flatMap((made) => {
        const repository = parseImageRepository(made.repository)?.repository;
        return repository && isMeant(repository) ? [asPush(run, made, repository)] : [];
      }),
    );
}

function reachedPush(run: Run, basename: string): boolean {
  const outcome = imageOutcome(run, basename).kind;
  return outcome === 'by_status' || outcome === 'pushed' || outcome === 'unclear';
}

function isSeenPushed(made: PushObservation, pushes: readonly PushRecord[]): boolean {
  return pushes.some(
    ({ observation }) =>
      (observation.tag ?? null) === (made.tag ?? null) &&
      (!made.digest || observation.digest === made.digest),
  );
}

function asPush(run: Run, made: BuildImage, repository: string): PushRecord {
  const record = run.records[run.records.length - 1];
  return {
    id: record?.id ?? run.key,
    at: run.finishedAt ?? run.startedAt,
    signed: record?.signed ?? false,
    observation: {
      kind: 'push',
      provider: run.provider,
      repository,
      tag: made.tag ?? null,
      digest: made.digest ?? null,
      platforms: made.platforms ?? null,
      sourceRepository: run.repository,
      commit: run.commit,
    },
  };
}
