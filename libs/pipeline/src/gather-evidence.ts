import {
  type ContainerFailure,
  type EvidenceSnapshot,
  type ImageReference,
  interestingNames,
  leadingFailure,
} from '#domain';
import { FactSet } from './gather/fact-set.js';
import { followImage } from './gather/follow-image.js';
import { completeRuns, followSource } from './gather/follow-source.js';
import { LIMIT } from './gather/limits.js';
import type { EvidenceSource, ImageSettings } from './ports/index.js';

/** The evidence of one image, and the names whose news would change it. */
export interface Gathered {
  readonly snapshot: EvidenceSnapshot;
  readonly names: readonly string[];
}

/**
 * What happened in the repositories long after the failure explains nothing, and would crowd out what does: facts that
 * do not name the image are looked at up to a day after it.
 */
const AFTERWARDS_MS = 24 * 3_600_000;

function untilOf(failures: readonly ContainerFailure[]): Date | null {
  const first = failures.map(({ firstSeenAt }) => firstSeenAt).sort()[0];
  return first ? new Date(Date.parse(first) + AFTERWARDS_MS) : null;
}

/**
 * Follows the names of an image to the evidence: its repository's pushes and deletions, the commits
 * its tag can stand for, their runs, and the source repositories these lead to. Only indexed, bounded
 * look-ups; what is found is a superset of what a diagnosis needs, and carries no order.
 *
 * `onNames` is told the names whose news would change it before anything is looked up that they lead to.
 */
export async function gatherEvidence(
  source: EvidenceSource,
  settings: ImageSettings,
  image: ImageReference,
  failures: readonly ContainerFailure[],
  onNames: (names: readonly string[]) => Promise<void> = async () => undefined,
): Promise<Gathered> {
  const facts = new FactSet();
  const error = leadingFailure(failures)?.error ?? null;
  // A node may name a digest of its own: the manifest that an index lists and the registry does not have.
  const digests = [image.digest, error?.digest ?? null].filter((digest) => digest !== null);
  const wanted = { ...image, digests, until: untilOf(failures) };
  const repositories = await followImage(source, settings, wanted, facts);
  const names = interestingNames(image, repositories);
  await onNames(names);
  await Promise.all(repositories.map((repository) => followSource(source, repository, wanted, facts)));
  await completeRuns(source, facts);
  const host = error?.host ?? image.registry;
  const [first] = failures;
  const [hostFailures, earlierPulls, hostKnown, activity] = await Promise.all([
    first ? source.failuresOnHost(first.cluster, host, LIMIT.host) : Promise.resolve([]),
    first ? source.pullsFromHost(first.cluster, image.registry, LIMIT.pulls) : Promise.resolve([]),
    source.isHostKnown(image.registry),
    source.activityOf([image.repository, ...repositories], LIMIT.activity),
  ]);
  const own = new Set(failures.map((failure) => failure.id));
  return {
    snapshot: {
      image,
      error,
      failures,
      hostFailures: hostFailures.filter((failure) => !own.has(failure.id)),
      earlierPulls,
      hostKnown,
      observations: facts.all(),
      mappings: settings.mappings,
      aliases: settings.aliases,
      activity,
    },
    names,
  };
}
