import { createHash } from 'node:crypto';
import {
  canonicalJson,
  canonicalObservation,
  canonicalTime,
  type Observation,
  parseImageRepository,
  type Recorded,
} from '#domain';

/** Hex digits of the content hash that make an id: 128 bits, so that no two facts ever share one. */
const ID_LENGTH = 32;

/** When the sender says it happened; `null` where it does not say. */
function providerTime(observation: Observation): string | null {
  const times =
    observation.kind === 'build'
      ? [observation.occurredAt, observation.finishedAt, observation.startedAt]
      : observation.kind === 'commit'
        ? [observation.occurredAt, observation.committedAt]
        : observation.kind === 'failure' || observation.kind === 'recovery'
          ? [observation.lastSeenAt, observation.occurredAt]
          : [observation.occurredAt];
  const given = times.find((time) => time !== null && time !== undefined);
  return given ? canonicalTime(given) : null;
}

const canonicalImage = (repository: string) => parseImageRepository(repository)?.repository ?? repository;

/** Image repositories in the one form in which feeds and pods can be compared. */
function withCanonicalImages(observation: Observation): Observation {
  if ((observation.kind === 'push' || observation.kind === 'delete') && observation.repository) {
    return { ...observation, repository: canonicalImage(observation.repository) };
  }
  if (observation.kind === 'build' && observation.images) {
    const images = observation.images.map((image) => ({
      ...image,
      repository: canonicalImage(image.repository),
    }));
    return { ...observation, images };
  }
  return observation;
}

/**
 * An observation as a fact: in canonical form, with the time it happened and an id made of its
 * content, so that the same fact delivered twice, or by two ways, is kept once.
 */
export function asFact(
  observation: Observation,
  delivery: { readonly receivedAt: Date; readonly signed: boolean },
): Recorded {
  const canonical = canonicalObservation(withCanonicalImages(observation));
  const id = createHash('sha256').update(canonicalJson(canonical)).digest('hex').slice(0, ID_LENGTH);
  return {
    id,
    at: providerTime(canonical) ?? delivery.receivedAt.toISOString(),
    signed: delivery.signed,
    observation: canonical,
  };
}
