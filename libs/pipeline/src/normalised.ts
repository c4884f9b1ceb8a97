import type { Observation } from '#domain';
import type { IgnoreReason, Normalised } from './source-adapter.js';

/**
 * The observations that name something a verdict can be joined by, or `otherwise` as the reason when
 * none does: senders leave fields out, and a build of no commit and no run proves nothing.
 */
export function normalised(
  observations: readonly Observation[],
  otherwise: IgnoreReason = 'nothing_identified',
): Normalised {
  const telling = observations.filter(namesSomething);
  return telling.length > 0 ? { observations: telling } : { ignored: otherwise };
}

function namesSomething(observation: Observation): boolean {
  switch (observation.kind) {
    case 'build':
      return Boolean(
        observation.commit || observation.runId || observation.jobId || observation.images?.length,
      );
    case 'push':
    case 'delete':
      return Boolean(observation.repository && (observation.tag || observation.digest));
    case 'commit':
      return Boolean(observation.commit);
    case 'failure':
    case 'recovery':
      return Boolean(observation.image || observation.pod);
    case 'other':
      return Boolean(observation.repository || observation.commit);
  }
}
