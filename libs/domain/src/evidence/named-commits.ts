import type { CommitObservation } from '../observation.js';
import { slugsOf, type TagCandidate } from '../tag/index.js';
import { type Run, startedBefore } from './run.js';
import type { Recorded } from './snapshot.js';
import { isProven, type SourceLink, sameSource } from './source-links.js';
import type { PushRecord } from './tag-history.js';

/** A known commit that a tag can stand for. */
export interface NamedCommit {
  readonly sha: string;
  readonly repository: string;
  readonly candidate: TagCandidate;
  /** Why the image belongs to this source repository; `null` when only the commit id says so. */
  readonly link: SourceLink | null;
  /**
   * Firm: the rule binds strongly, the commit is the only one it fits, and the image is tied to the
   * source repository. Only a firm commit may be named as a cause.
   */
  readonly firm: boolean;
}

/** Rules weaker than this (branches, dates, digits that may be hex) never make a commit firm. */
export const FIRM_STRENGTH = 0.85;

interface KnownCommit {
  readonly sha: string;
  readonly repository: string;
}

export interface CommitSources {
  readonly runs: readonly Run[];
  readonly commits: readonly Recorded<CommitObservation>[];
  readonly pushes: readonly PushRecord[];
  readonly links: readonly SourceLink[];
  /** What moves, a branch or a pull request, is read as it was then; `null` for the newest. */
  readonly at: string | null;
}

/** Known commits the candidates stand for, the strongest reading first; several when it is ambiguous. */
export function nameCommits(
  candidates: readonly TagCandidate[],
  sources: CommitSources,
): readonly NamedCommit[] {
  const named: NamedCommit[] = [];
  for (const candidate of candidates) {
    const hits = distinct(matches(candidate, sources).filter((hit) => admissible(hit, sources.links)));
    const shas = new Set(hits.map((hit) => hit.sha));
    for (const hit of hits) {
      if (named.some((known) => known.sha === hit.sha && known.repository === hit.repository)) continue;
      const link = sources.links.find((known) => sameSource(known.repository, hit.repository)) ?? null;
      const firm = shas.size === 1 && candidate.strength >= FIRM_STRENGTH && isTied(candidate, hits, link);
      named.push({ ...hit, candidate, link, firm });
    }
  }
  return named;
}

/** Where the image's source is proven, commits of other repositories do not count. */
function admissible(hit: KnownCommit, links: readonly SourceLink[]): boolean {
  const proven = links.filter(isProven);
  return proven.length === 0 || proven.some((link) => sameSource(link.repository, hit.repository));
}

/** Twelve digits are 48 bits: nobody has so many commits that two begin alike by chance. */
const UNMISTAKABLE_DIGITS = 12;

const isUnmistakable = ({ kind, value }: TagCandidate) =>
  kind === 'commit_prefix' && value.length >= UNMISTAKABLE_DIGITS;

/**
 * A proven link ties. Without one, a full commit id in one repository ties by itself, and a short one
 * does when the repository also carries the image's name: two independent coincidences are no chance.
 */
function isTied(candidate: TagCandidate, hits: readonly KnownCommit[], link: SourceLink | null): boolean {
  if (link && isProven(link)) return true;
  if (new Set(hits.map((hit) => hit.repository.toLowerCase())).size !== 1) return false;
  if (candidate.kind === 'commit' || isUnmistakable(candidate)) return true;
  return candidate.kind === 'commit_prefix' && link !== null;
}

function matches(candidate: TagCandidate, sources: CommitSources): KnownCommit[] {
  switch (candidate.kind) {
    case 'commit':
    case 'commit_prefix':
      return knownCommits(sources).filter(({ sha }) => sha.startsWith(candidate.value));
    case 'git_tag':
      return [
        ...ofCommits(sources.commits.filter(({ observation }) => observation.gitTag === candidate.value)),
        ...ofRuns(sources.runs.filter((run) => (run.gitTag ?? run.branch) === candidate.value)),
      ];
    case 'branch':
      return ofRuns(
        startedBy(sources)
          .filter((run) => isOnBranch(run, candidate.value))
          .slice(0, 1),
      );
    case 'pull_request':
      return ofRuns(
        startedBy(sources)
          .filter((run) => String(run.pullRequest) === candidate.value)
          .slice(0, 1),
      );
    case 'run_number':
      return ofRuns(sources.runs.filter((run) => String(run.number) === candidate.value));
    case 'run_id':
      return ofRuns(sources.runs.filter((run) => run.runId === candidate.value));
    case 'date':
    case 'mutable':
    case 'tree':
      return [];
  }
}

/** Runs that had started at the time in question, newest first. */
function startedBy({ runs, at }: CommitSources): readonly Run[] {
  return at === null ? runs : runs.filter((run) => startedBefore(run, at));
}

function isOnBranch(run: Run, name: string): boolean {
  if (!run.branch || run.gitTag) return false;
  return run.branch === name || slugsOf(run.branch).some(({ slug }) => slug === name);
}

function ofRuns(runs: readonly Run[]): KnownCommit[] {
  return runs.flatMap((run) =>
    run.commit && !run.fromFork ? [{ sha: run.commit, repository: run.repository }] : [],
  );
}

function ofCommits(records: readonly Recorded<CommitObservation>[]): KnownCommit[] {
  return records.flatMap(({ observation }) =>
    observation.commit && observation.repository
      ? [{ sha: observation.commit, repository: observation.repository }]
      : [],
  );
}

function knownCommits({ runs, commits, pushes, links }: CommitSources): KnownCommit[] {
  const fallback = links.find(isProven)?.repository;
  const labelled = pushes.flatMap(({ observation }) => {
    const repository = observation.sourceRepository ?? fallback;
    return observation.commit && repository ? [{ sha: observation.commit, repository }] : [];
  });
  return [...ofRuns(runs), ...ofCommits(commits), ...labelled];
}

function distinct(hits: readonly KnownCommit[]): readonly KnownCommit[] {
  const seen = new Map<string, KnownCommit>();
  for (const hit of hits) seen.set(`${hit.repository.toLowerCase()}@${hit.sha}`, hit);
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hit]) => hit);
}
