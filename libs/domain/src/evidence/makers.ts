import { parseImageRepository } from '../image/index.js';
import type { TagCandidate } from '../tag/index.js';
import { type CaseFile, runsOf } from './case-file.js';
import { type ImageOutcome, imageJobsOf, imageOutcome } from './image-step.js';
import { FIRM_STRENGTH } from './named-commits.js';
import { type Run, SKEW_MS, startedBefore } from './run.js';

/** A run that makes, or should have made, the wanted image. */
export interface Maker {
  readonly run: Run;
  readonly outcome: ImageOutcome;
  /** The run itself names the wanted repository and tag. */
  readonly namesTag: boolean;
  /** Whether its commit may be held to be the one behind the tag. */
  readonly firm: boolean;
  /** Whether it is known, not only assumed, that this run makes images of the wanted repository. */
  readonly makesImage: boolean;
}

/**
 * The runs behind the wanted tag, newest first: those that name it, else those of the commit it
 * stands for. Among the runs of a commit, workflows that made this image before come first, then runs
 * with a job that makes images; the others only where there is nothing better.
 */
export function makersOf(file: CaseFile): readonly Maker[] {
  const naming = newestOfEach(file.runs.filter((run) => namesTag(file, run)));
  if (naming.length > 0) return namingMakers(file, naming);
  if (!file.commit) return [];
  const { firm } = file.commit;
  const runs = newestOfEach(runsOf(file, file.commit));
  const workflows = makingWorkflows(file);
  const usual = runs.filter((run) => run.workflow !== null && workflows.has(run.workflow));
  if (usual.length > 0)
    return usual.map((run) => maker(file, run, { namesTag: false, firm, makesImage: true }));
  const withJob = runs.filter((run) => imageJobsOf(run, file.basename).length > 0);
  if (withJob.length > 0)
    return withJob.map((run) => maker(file, run, { namesTag: false, firm, makesImage: true }));
  const isTheOnlyOne = runs.length === 1 && workflows.size === 0;
  return runs.map((run) => maker(file, run, { namesTag: false, firm, makesImage: isTheOnlyOne }));
}

/** Readings that stay what they are; every other name moves from commit to commit. */
const FIXED: ReadonlySet<TagCandidate['kind']> = new Set([
  'commit',
  'commit_prefix',
  'git_tag',
  'run_number',
  'run_id',
]);

/** A name that moves is what the runs up to the failure made of it; a run that started later explains nothing. */
function namingMakers(file: CaseFile, naming: readonly Run[]): readonly Maker[] {
  const { digest } = file.snapshot.image;
  const isFixed =
    digest !== null ||
    file.candidates.some(({ kind, strength }) => FIXED.has(kind) && strength >= FIRM_STRENGTH);
  const before = naming.filter((run) => startedBefore(run, file.at));
  const runs = isFixed || before.length === 0 ? naming : before;
  const firm = isFixed || before.length > 0;
  return runs.map((run) => maker(file, run, { namesTag: true, firm, makesImage: true }));
}

/** A workflow that was started again for the same commit and event says with its newest run how it ended. */
function newestOfEach(runs: readonly Run[]): readonly Run[] {
  const seen = new Set<string>();
  return runs.filter((run) => {
    if (run.workflow === null || run.event === null) return true;
    const key = JSON.stringify([
      run.repository.toLowerCase(),
      run.workflow,
      run.event,
      run.commit,
      run.branch,
    ]);
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

function maker(file: CaseFile, run: Run, known: Omit<Maker, 'run' | 'outcome'>): Maker {
  return { run, outcome: imageOutcome(run, file.basename), ...known };
}

const isWanted = (file: CaseFile, repository: string) =>
  parseImageRepository(repository)?.repository === file.snapshot.image.repository;

function namesTag(file: CaseFile, run: Run): boolean {
  const { tag, digest } = file.snapshot.image;
  return run.images.some(
    (made) => isWanted(file, made.repository) && (digest ? made.digest === digest : made.tag === tag),
  );
}

/** Workflows in whose time a commit's image was pushed to the wanted repository. */
export function makingWorkflows(file: CaseFile): ReadonlySet<string> {
  const workflows = new Set<string>();
  for (const run of file.runs) {
    if (!run.workflow || !run.commit) continue;
    const made = file.pushes.some(
      (push) => isOfCommit(push.observation, run.commit ?? '') && isDuring(push.at, run),
    );
    if (made || run.images.some((image) => isWanted(file, image.repository))) workflows.add(run.workflow);
  }
  return workflows;
}

function isDuring(at: string, run: Run): boolean {
  const time = Date.parse(at);
  const end = run.finishedAt ? Date.parse(run.finishedAt) : Number.POSITIVE_INFINITY;
  return time >= Date.parse(run.startedAt) - SKEW_MS && time <= end + SKEW_MS;
}

/** The shortest form that tools cut commit ids to. */
const SHORT_SHA = 7;

function isOfCommit(
  push: { readonly commit?: string | null; readonly tag?: string | null },
  sha: string,
): boolean {
  return push.commit === sha || Boolean(push.tag?.toLowerCase().includes(sha.slice(0, SHORT_SHA)));
}
