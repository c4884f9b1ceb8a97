import { isHostedRepository, type Observation } from '#domain';
import type { Normalised } from './source-adapter.js';

/**
 * What of a delivery may become facts, or why nothing may. Two things a sender can say prove nothing:
 * - an image whose registry is named neither by the sender nor by the source's `registryHost`: in
 *   Kubernetes a name without a host means Docker Hub, so it would be taken for somebody else's image;
 * - a commit that is only where a branch stood (`commitFrom`).
 */
export function keepable(result: Normalised): Normalised {
  if ('ignored' in result) return result;
  const kept = result.observations.flatMap(keepableObservation);
  return kept.length > 0 ? { observations: kept } : { ignored: 'registry_unknown' };
}

function keepableObservation(observation: Observation): Observation[] {
  if (observation.kind === 'push') {
    const { commitFrom, ...push } = observation;
    if (!isHosted(push)) return [];
    return [commitFrom === 'target' ? { ...push, commit: null } : push];
  }
  if (observation.kind === 'delete') return isHosted(observation) ? [observation] : [];
  if (observation.kind === 'build' && observation.images)
    return [{ ...observation, images: observation.images.filter(isHosted) }];
  return [observation];
}

const isHosted = ({ repository }: { readonly repository?: string | null }) =>
  isHostedRepository(repository ?? '');
