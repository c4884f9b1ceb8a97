import { type ImageReference, parseImageRepository } from '../image/index.js';
import type { PushObservation } from '../observation.js';
import { repositoryPathOf } from '../source/index.js';
import { deriveTag } from '../tag/index.js';
import type { Run } from './run.js';
import type { Recorded, RepositoryMapping } from './snapshot.js';

/** How an image repository is known to come from a source repository, strongest first. */
export const LINK_KINDS = ['registry', 'report', 'configured', 'window', 'named_alike'] as const;

export type LinkKind = (typeof LINK_KINDS)[number];

/** "Images of this repository are built from that source repository", and why we think so. */
export interface SourceLink {
  readonly repository: string;
  readonly kind: LinkKind;
  /** In words, for the evidence list. */
  readonly because: string;
  /** The record that shows it; `null` for configuration and for names alone. */
  readonly record: Recorded | null;
}

/** Alike names suggest; everything else ties. */
export const isProven = (link: SourceLink) => link.kind !== 'named_alike';

/** The path of a source repository, however it is written: as a path, a clone or a web address. */
const pathOf = (text: string) => repositoryPathOf(text) ?? text.trim();

/** Whether two spellings mean the same source repository: paths are compared without regard to case. */
export const sameSource = (a: string, b: string) => pathOf(a).toLowerCase() === pathOf(b).toLowerCase();

interface LinkEvidence {
  readonly image: ImageReference;
  readonly pushes: readonly Recorded<PushObservation>[];
  readonly runs: readonly Run[];
  readonly mappings: readonly RepositoryMapping[];
}

/** All source repositories the image repository is tied to, one entry each with its strongest reason. */
export function linkSources(evidence: LinkEvidence): readonly SourceLink[] {
  const links = new Map<string, SourceLink>();
  const others = [...reported(evidence), ...configured(evidence), ...inWindow(evidence)];
  const alike = namedAlike(evidence);
  const labels = statedByRegistry(evidence).filter((label) => !isInherited(label, others, alike, evidence));
  const found = [...labels, ...others, ...alike];
  for (const link of found) {
    const key = link.repository.toLowerCase();
    if (!links.has(key)) links.set(key, link);
  }
  return [...links.values()];
}

/**
 * A label that is not set by the build comes from the base image and names the base's source (OCI image
 * specification, "Pre-Defined Annotation Keys"; builders copy the base's labels). It does not count where the
 * builds seen here, or the configuration, say otherwise; nor where nothing but the label knows of that source and
 * one of the image's own name is known.
 */
function isInherited(
  label: SourceLink,
  others: readonly SourceLink[],
  alike: readonly SourceLink[],
  { image, runs }: LinkEvidence,
): boolean {
  if (others.length > 0) return !others.some((other) => sameSource(other.repository, label.repository));
  const isKnown = runs.some((run) => sameSource(run.repository, label.repository));
  const isNamedAlike = basenameOf(label.repository.toLowerCase()) === basenameOf(image.path);
  return alike.length > 0 && !isKnown && !isNamedAlike;
}

const canonicalRepository = (text: string) => parseImageRepository(text)?.repository ?? text.toLowerCase();

function statedByRegistry({ image, pushes }: LinkEvidence): SourceLink[] {
  return pushes
    .filter(({ observation }) => canonicalRepository(observation.repository ?? '') === image.repository)
    .flatMap((record) => {
      const source = record.observation.sourceRepository;
      if (!source) return [];
      const repository = pathOf(source);
      return [
        {
          repository,
          kind: 'registry' as const,
          because: `a push of ${image.repository} names ${repository} as its source`,
          record,
        },
      ];
    });
}

function reported({ image, runs }: LinkEvidence): SourceLink[] {
  return runs
    .filter((run) => !run.fromFork)
    .filter((run) => run.images.some((made) => canonicalRepository(made.repository) === image.repository))
    .map((run) => ({
      repository: run.repository,
      kind: 'report' as const,
      because: `a build of ${run.repository} reports that it makes ${image.repository}`,
      record: run.records[0] ?? null,
    }));
}

function configured({ image, mappings }: LinkEvidence): SourceLink[] {
  for (const mapping of mappings) {
    const repository = applyMapping(mapping, image.repository);
    if (repository) {
      return [
        {
          repository,
          kind: 'configured',
          because: `the configuration maps ${mapping.image} to ${mapping.repository}`,
          record: null,
        },
      ];
    }
  }
  return [];
}

/** `registry.test/shop/*` → `acme/*`: what the star matched is put in the place of the other star. */
export function applyMapping(mapping: RepositoryMapping, repository: string): string | null {
  const star = mapping.image.indexOf('*');
  if (star < 0) return mapping.image === repository ? mapping.repository : null;
  const before = mapping.image.slice(0, star);
  const after = mapping.image.slice(star + 1);
  const fits =
    repository.length >= before.length + after.length &&
    repository.startsWith(before) &&
    repository.endsWith(after);
  if (!fits) return null;
  return mapping.repository.replace('*', repository.slice(before.length, repository.length - after.length));
}

/** How far a push may lie outside the times a run reports: clocks of two services differ. */
const SKEW_MS = 60_000;

/** A push inside a run's time whose tag or label is that run's commit. */
function inWindow({ image, pushes, runs }: LinkEvidence): SourceLink[] {
  const links: SourceLink[] = [];
  for (const record of pushes) {
    if (canonicalRepository(record.observation.repository ?? '') !== image.repository) continue;
    const run = runs.find(
      (candidate) =>
        !candidate.fromFork && carriesCommitOf(record, candidate) && within(record.at, candidate),
    );
    if (!run) continue;
    links.push({
      repository: run.repository,
      kind: 'window',
      because: `${image.repository}:${record.observation.tag ?? record.observation.digest ?? ''} was pushed while ${run.repository} was building the commit it names`,
      record,
    });
  }
  return links;
}

function carriesCommitOf({ observation }: Recorded<PushObservation>, run: Run): boolean {
  if (!run.commit) return false;
  if (observation.commit) return observation.commit === run.commit;
  return deriveTag(observation.tag ?? '').some(
    ({ kind, value, strength }) =>
      (kind === 'commit' || (kind === 'commit_prefix' && strength >= STRONG_PREFIX)) &&
      run.commit?.startsWith(value),
  );
}

/** Below this a string of digits may as well be a number or a date. */
const STRONG_PREFIX = 0.9;

function within(at: string, run: Run): boolean {
  const time = Date.parse(at);
  const end = run.finishedAt ? Date.parse(run.finishedAt) : Number.POSITIVE_INFINITY;
  return time >= Date.parse(run.startedAt) - SKEW_MS && time <= end + SKEW_MS;
}

/** The same owner and name, or the same name alone: a suggestion, never a tie. */
function namedAlike({ image, runs }: LinkEvidence): SourceLink[] {
  const basename = basenameOf(image.path);
  const names = [...new Set(runs.filter((run) => !run.fromFork).map((run) => run.repository))].sort();
  const alike = names.filter((name) => basenameOf(name.toLowerCase()) === basename);
  return alike
    .sort((a, b) => Number(b.toLowerCase() === image.path) - Number(a.toLowerCase() === image.path))
    .map((repository) => ({
      repository,
      kind: 'named_alike' as const,
      because: `${repository} and ${image.repository} have the same name`,
      record: null,
    }));
}

/** Last component of a path. */
export const basenameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
