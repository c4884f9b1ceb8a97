import { type ImageReference, parseImageRepository } from '../image/index.js';
import type { BuildImage } from '../observation.js';
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
  const basename = basenameOf(image.path);
  return runs
    .filter((run) => run.status === 'success' && !run.fromFork && reachedPush(run, basename))
    .flatMap((run) =>
      run.images
        .filter((made) => parseImageRepository(made.repository)?.repository === image.repository)
        .filter((made) => made.digest || registryPushes.length === 0)
        .filter((made) => !isSeenPushed(made, registryPushes))
        .map((made) => asPush(run, made, image)),
    );
}

function reachedPush(run: Run, basename: string): boolean {
  const outcome = imageOutcome(run, basename).kind;
  return outcome === 'by_status' || outcome === 'pushed' || outcome === 'unclear';
}

function isSeenPushed(made: BuildImage, pushes: readonly PushRecord[]): boolean {
  return pushes.some(
    ({ observation }) => observation.tag === made.tag && (!made.digest || observation.digest === made.digest),
  );
}

function asPush(run: Run, made: BuildImage, image: ImageReference): PushRecord {
  const record = run.records[run.records.length - 1];
  return {
    id: record?.id ?? run.key,
    at: run.finishedAt ?? run.startedAt,
    signed: record?.signed ?? false,
    observation: {
      kind: 'push',
      provider: run.provider,
      repository: image.repository,
      tag: made.tag ?? null,
      digest: made.digest ?? null,
      platforms: made.platforms ?? null,
      sourceRepository: run.repository,
      commit: run.commit,
    },
  };
}
