import {
  type BuildObservation,
  type BuildStatus,
  builtImage,
  commitIdOf,
  imageRepositoryAt,
  type Observation,
  readImagePackageUrl,
  repositoryPathOf,
  type WrittenImage,
} from '#domain';
import { type StatusWords, statusOf } from '../build-status.js';
import type { CdEvent } from './payload.js';

/** Reads one event, or says that its artifact is no image. */
export type CdEventReader = (event: CdEvent) => Observation[] | 'not_an_image';

const OUTCOMES: StatusWords = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['cancel', 'cancelled'],
  ['cancelled', 'cancelled'],
]);

const common = (event: CdEvent) => ({ provider: 'cdevents', eventId: event.id, occurredAt: event.at });

/** A run or a task; without an outcome its end is `unknown`, never a success. */
const runReader =
  (status: BuildStatus | 'by_outcome'): CdEventReader =>
  (event) => {
    const { id, content } = event.subject;
    const pipeline = content?.pipelineRun?.id;
    const observation: BuildObservation = {
      kind: 'build',
      ...common(event),
      runId: pipeline ?? id,
      jobId: pipeline === undefined ? undefined : id,
      jobName: content?.taskName,
      workflow: content?.pipelineName,
      runUrl: content?.uri ?? content?.url,
      status: status === 'by_outcome' ? statusOf(OUTCOMES, content?.outcome) : status,
      rawStatus: content?.outcome,
      startedAt: status === 'running' ? event.at : undefined,
      finishedAt: status === 'by_outcome' ? event.at : undefined,
    };
    return [observation];
  };

/** `build.*` has no outcome in the specification; the artifact it names shows what it made. */
const buildReader =
  (status: BuildStatus): CdEventReader =>
  (event) => {
    const image = imageOf(event.subject.content?.artifactId, event);
    return [
      {
        kind: 'build',
        ...common(event),
        runId: event.subject.id,
        status,
        startedAt: status === 'running' ? event.at : undefined,
        finishedAt: status === 'unknown' ? event.at : undefined,
        images: image === null ? undefined : [builtImage(image)],
      },
    ];
  };

/** `artifact.packaged`: built from a change, not yet in a registry. */
const readPackaged: CdEventReader = (event) => {
  const image = imageOf(event.subject.id, event);
  if (image === null) return 'not_an_image';
  const { content } = event.subject;
  return [
    {
      kind: 'build',
      ...common(event),
      repository: repositoryPathOf(content?.change?.source) ?? content?.change?.source,
      commit: commitIdOf(content?.change?.id),
      status: 'success',
      actor: content?.user,
      images: [builtImage(image)],
    },
  ];
};

const artifactReader =
  (kind: 'push' | 'delete'): CdEventReader =>
  (event) => {
    const image = imageOf(event.subject.id, event);
    if (image === null) return 'not_an_image';
    return [{ kind, ...common(event), ...image, actor: event.subject.content?.user }];
  };

/** `<subject>.<predicate>` → what it says (cdevents/spec, "Continuous Integration" and "Core"). */
export const CD_EVENTS: ReadonlyMap<string, CdEventReader> = new Map([
  ['pipelinerun.queued', runReader('queued')],
  ['pipelinerun.started', runReader('running')],
  ['pipelinerun.finished', runReader('by_outcome')],
  ['taskrun.queued', runReader('queued')],
  ['taskrun.started', runReader('running')],
  ['taskrun.finished', runReader('by_outcome')],
  ['build.queued', buildReader('queued')],
  ['build.started', buildReader('running')],
  ['build.finished', buildReader('unknown')],
  ['artifact.packaged', readPackaged],
  ['artifact.published', artifactReader('push')],
  ['artifact.deleted', artifactReader('delete')],
]);

/** An `oci` package URL without a registry gets the configured one, if there is one. */
function imageOf(purl: string | undefined, { registryHost }: CdEvent): WrittenImage | null {
  const image = readImagePackageUrl(purl);
  if (image === null || registryHost === undefined || /^[^/]*[.:][^/]*\//.test(image.repository))
    return image;
  const repository = imageRepositoryAt(registryHost, image.repository);
  return repository === null ? image : { ...image, repository };
}
