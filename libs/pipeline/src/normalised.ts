import type { Observation } from '#domain';
import type { IgnoreReason, Normalised } from './source-adapter.js';

/**
 * Longest name or id kept, in UTF-16 units: at four bytes each it still fits an entry of a PostgreSQL
 * index (2,704 bytes). No forge, registry or CI system makes names that long.
 */
export const MAX_NAME = 512;

/** Fields that are read and shown, never looked up. */
const PROSE = new Set(['message', 'detail', 'runUrl', 'url']);

/**
 * The observations that name something a verdict can be joined by, or `otherwise` as the reason when
 * none does: senders leave fields out, and a build of no commit and no run proves nothing. A name
 * that is empty or too long to be one is dropped.
 */
export function normalised(
  observations: readonly Observation[],
  otherwise: IgnoreReason = 'nothing_identified',
): Normalised {
  const telling = observations.map(withoutUselessText).filter(namesSomething);
  return telling.length > 0 ? { observations: telling } : { ignored: otherwise };
}

function withoutUselessText<O extends Observation>(observation: O): O {
  const fields = Object.entries(observation);
  return fields.some(isUseless)
    ? (Object.fromEntries(fields.filter((field) => !isUseless(field))) as unknown as O)
    : observation;
}

/** Empty, as what is left of a name can be, or endless. */
function isUseless([field, value]: readonly [string, unknown]): boolean {
  return typeof value === 'string' && (value === '' || (value.length > MAX_NAME && !PROSE.has(field)));
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
    case 'heartbeat':
      return Boolean(observation.cluster);
    case 'other':
      return Boolean(observation.repository || observation.commit);
  }
}
