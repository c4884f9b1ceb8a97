import { parseImageRepository } from '../image/index.js';
import type {
  BuildObservation,
  CommitObservation,
  DeleteObservation,
  Observation,
  PushObservation,
} from '../observation.js';
import { deriveTag, type NearMiss, nearMisses, type TagCandidate } from '../tag/index.js';
import { type NamedCommit, nameCommits } from './named-commits.js';
import { reportedElsewhere, reportedPushes } from './reported-pushes.js';
import { foldRuns, newestAttempts, type Run } from './run.js';
import type { ContainerFailure, EvidenceSnapshot, Recorded } from './snapshot.js';
import { basenameOf, isProven, linkSources, type SourceLink, sameSource } from './source-links.js';
import { type DeleteRecord, historyAt, type PushRecord, type TagHistory } from './tag-history.js';

/** A pushed tag that is another spelling of the wanted one, and still there at the time. */
export interface OtherSpelling {
  readonly miss: NearMiss;
  readonly push: PushRecord;
}

/** The evidence, put in order once, as all hypotheses look at it. */
export interface CaseFile {
  readonly snapshot: EvidenceSnapshot;
  /** When the image was first wanted and missing; for a trace of a healthy tag, the time of asking. */
  readonly at: string;
  readonly failures: readonly ContainerFailure[];
  readonly basename: string;
  readonly candidates: readonly TagCandidate[];
  readonly links: readonly SourceLink[];
  /** The source repository the image is proven to come from. */
  readonly source: SourceLink | null;
  /** Newest attempts, newest first; forks apart. */
  readonly runs: readonly Run[];
  readonly forkRuns: readonly Run[];
  readonly commits: readonly Recorded<CommitObservation>[];
  /** Pushes and deletions of the wanted repository, oldest first. */
  readonly pushes: readonly PushRecord[];
  readonly deletions: readonly DeleteRecord[];
  /** Pushes into other repositories. */
  readonly elsewhere: readonly PushRecord[];
  readonly history: TagHistory;
  readonly named: readonly NamedCommit[];
  /** The one commit the tag stands for; `null` when there is none or several. */
  readonly commit: NamedCommit | null;
  readonly spellings: readonly OtherSpelling[];
}

const byTime = (a: Recorded, b: Recorded) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1);

function sortedOf<K extends Observation['kind']>(
  records: readonly Recorded[],
  kind: K,
): Recorded<Extract<Observation, { kind: K }>>[] {
  const mine = records.filter((record) => record.observation.kind === kind);
  return mine.sort(byTime) as Recorded<Extract<Observation, { kind: K }>>[];
}

const inRepository =
  (repository: string) => (record: Recorded<PushObservation> | Recorded<DeleteObservation>) =>
    parseImageRepository(record.observation.repository ?? '')?.repository === repository;

/** Puts a snapshot in order. `now` stands for the time of failure where nobody failed. */
export function openCase(snapshot: EvidenceSnapshot, now: string): CaseFile {
  const { image, observations } = snapshot;
  const failures = [...snapshot.failures].sort((a, b) => (a.id < b.id ? -1 : 1));
  const at = failures.map((failure) => failure.firstSeenAt).sort()[0] ?? now;
  const allRuns = foldRuns(sortedOf(observations, 'build') as Recorded<BuildObservation>[]);
  const newest = newestAttempts(allRuns);
  const runs = newest.filter((run) => !run.fromFork);
  const allPushes = sortedOf(observations, 'push');
  const registryPushes = allPushes.filter(inRepository(image.repository));
  const pushes = [...registryPushes, ...reportedPushes(image, runs, registryPushes)].sort(byTime);
  const others = allPushes.filter((push) => !inRepository(image.repository)(push));
  const deletions = sortedOf(observations, 'delete').filter(inRepository(image.repository));
  const links = linkSources({ image, pushes, runs: allRuns, mappings: snapshot.mappings });
  const commits = sortedOf(observations, 'commit');
  const basename = basenameOf(image.path);
  const branches = [...new Set(runs.flatMap((run) => (run.branch ? [run.branch] : [])))].sort();
  const candidates =
    image.tag && !image.digest ? deriveTag(image.tag, { imageBasename: basename, branches }) : [];
  const named = nameCommits(candidates, { runs, commits, pushes: allPushes, links, at });
  return {
    snapshot,
    at,
    failures,
    basename,
    candidates,
    links,
    source: links.find(isProven) ?? null,
    runs,
    forkRuns: newest.filter((run) => run.fromFork),
    commits,
    pushes,
    deletions,
    elsewhere: [...others, ...reportedElsewhere(image, runs, others)].sort(byTime),
    history: historyAt(pushes, deletions, { tag: image.tag, digest: image.digest }, at),
    named,
    commit: onlyOne(named),
    spellings: otherSpellings({ tag: image.digest ? null : image.tag, pushes, deletions, at, branches }),
  };
}

/** The strongest reading, unless an equally strong one names another commit. */
function onlyOne(named: readonly NamedCommit[]): NamedCommit | null {
  const [first] = named;
  if (!first) return null;
  const rivals = named.filter(
    (other) =>
      other.sha !== first.sha &&
      other.candidate.strength === first.candidate.strength &&
      other.firm === first.firm,
  );
  return rivals.length === 0 ? first : null;
}

function otherSpellings(given: {
  readonly tag: string | null;
  readonly pushes: readonly PushRecord[];
  readonly deletions: readonly DeleteRecord[];
  readonly at: string;
  readonly branches: readonly string[];
}): readonly OtherSpelling[] {
  if (!given.tag) return [];
  const tags = [
    ...new Set(given.pushes.flatMap(({ observation }) => (observation.tag ? [observation.tag] : []))),
  ];
  return nearMisses(
    given.tag,
    tags.filter((tag) => tag !== given.tag),
    { branches: given.branches },
  ).flatMap((miss) => {
    const { state, lastPush, pushedLater } = historyAt(
      given.pushes,
      given.deletions,
      { tag: miss.pushed, digest: null },
      given.at,
    );
    const push = state === 'present' ? lastPush : pushedLater;
    return push ? [{ miss, push }] : [];
  });
}

/** The commit behind a push, and the run that made it, as far as events tell. */
export function originOf(
  file: CaseFile,
  push: PushRecord,
): { readonly sha: string; readonly repository: string } | null {
  const { observation } = push;
  const repository = observation.sourceRepository ?? file.source?.repository ?? null;
  if (observation.commit && repository && isOwnLabel(file, push))
    return { sha: observation.commit, repository };
  const reporting = file.runs.find((run) => run.commit && run.images.some((made) => isImageOf(made, push)));
  if (reporting?.commit) return { sha: reporting.commit, repository: reporting.repository };
  if (!observation.tag) return null;
  const named = nameCommits(deriveTag(observation.tag, { imageBasename: file.basename }), {
    runs: file.runs,
    commits: file.commits,
    pushes: file.pushes,
    links: file.links,
    at: push.at,
  });
  const commit = onlyOne(named);
  return commit?.firm ? { sha: commit.sha, repository: commit.repository } : null;
}

/** A label that names a source the image does not come from is its base image's. */
function isOwnLabel(file: CaseFile, push: PushRecord): boolean {
  const source = push.observation.sourceRepository;
  if (!source || !inRepository(file.snapshot.image.repository)(push)) return true;
  return file.links.some((link) => sameSource(link.repository, source));
}

/** Whether a build's image is the one that a push put there: by digest where both know it, else by tag. */
export function isImageOf(
  made: { readonly repository: string; readonly tag?: string | null; readonly digest?: string | null },
  push: PushRecord,
): boolean {
  const repository = parseImageRepository(made.repository)?.repository;
  if (repository !== parseImageRepository(push.observation.repository ?? '')?.repository) return false;
  if (made.digest && push.observation.digest) return made.digest === push.observation.digest;
  return Boolean(made.tag) && made.tag === push.observation.tag;
}

/** Runs of one commit in one source repository, newest first. */
export function runsOf(
  file: CaseFile,
  commit: { readonly sha: string; readonly repository: string },
): readonly Run[] {
  return file.runs.filter(
    (run) => run.commit === commit.sha && sameSource(run.repository, commit.repository),
  );
}
