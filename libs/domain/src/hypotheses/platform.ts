import { type CaseFile, isImageOf, originOf } from '../evidence/case-file.js';
import { failedStepOf, imageJobsOf } from '../evidence/image-step.js';
import type { Job } from '../evidence/run.js';
import { historyAt, type PushRecord } from '../evidence/tag-history.js';
import { deriveTag } from '../tag/index.js';
import type { Fix } from '../verdict.js';
import { repairBuild, rollBack } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { capOf, noPush } from './never-pushed.js';
import { asBuild, asCommit, asPush, describeRun, lastRecord, nodeSays, wanted } from './say.js';

/** Names in use for one architecture, as jobs and tags write them. */
const ARCHITECTURES: readonly (readonly [name: string, words: RegExp])[] = [
  ['amd64', /\b(amd64|x86[-_]64|x64)\b/i],
  ['arm64', /\b(arm64|aarch64)(v8)?\b/i],
  ['arm', /\b(arm32|armv?[567]l?|armhf)\b/i],
  ['ppc64le', /\bppc64le\b/i],
  ['s390x', /\bs390x\b/i],
  ['riscv64', /\briscv64\b/i],
  ['386', /\b(386|i386|i686)\b/i],
];

/** `linux/arm64/v8` and `linux/arm64` are the same platform. */
const architectureOf = (platform: string) => platform.split('/')[1] ?? platform;

/** Architecture the node asked for: from its label, else from the text. */
export function wantedArchitectures(file: CaseFile): readonly string[] {
  const fromNodes = file.failures.flatMap((failure) => (failure.nodeArch ? [failure.nodeArch] : []));
  const fromText = file.snapshot.error?.platform;
  return [...new Set(fromNodes.length > 0 ? fromNodes : fromText ? [architectureOf(fromText)] : [])].sort();
}

/**
 * Platforms of a push: its own, or those its build reports for the same image. Attestation entries of
 * an index carry the platform unknown/unknown and are none.
 */
function platformsOf(file: CaseFile, push: PushRecord): readonly string[] {
  const own = push.observation.platforms ?? [];
  const reported = file.runs.flatMap((run) => run.images.filter((made) => isImageOf(made, push)));
  const platforms = own.length > 0 ? own : reported.flatMap((made) => made.platforms ?? []);
  return [...new Set(platforms)].filter((platform) => !platform.startsWith('unknown/')).sort();
}

const MULTI_PLATFORM: Fix = {
  title: 'Publish the image for the node’s architecture as well',
  detail: 'Build every architecture the cluster has and push one index that lists them.',
  command: 'docker buildx build --platform linux/amd64,linux/arm64 --push -t IMAGE .',
};

function nodeSelector(platforms: readonly string[]): Fix {
  const [architecture] = platforms.map(architectureOf);
  return {
    title: 'Or run it only on nodes that can',
    detail: 'A node selector keeps the pod off nodes of other architectures.',
    patch: `   spec:\n+    nodeSelector:\n+      kubernetes.io/arch: ${architecture ?? 'amd64'}\n`,
  };
}

/** The image was pushed, without the node's architecture. */
export const platformNotBuilt: Hypothesis = {
  name: 'platform-not-built',
  causes: ['platform_not_built'],
  classes: ['arch_mismatch'],
  needs: 'the node’s text; the platforms of the push and the node’s architecture make it proven',
  examine(file) {
    if (failedLeg(file)) return null;
    const push = file.history.lastPush ?? file.history.pushedLater;
    const platforms = push ? platformsOf(file, push) : [];
    const missing = wantedArchitectures(file).filter((arch) => !platforms.map(architectureOf).includes(arch));
    const contradicted = platforms.length > 0 && missing.length === 0;
    const origin = push && originOf(file, push);
    const nodes = describeNodes(file);
    return {
      cause: 'platform_not_built',
      weight: platforms.length > 0 && missing.length > 0 ? 'direct' : 'build',
      ...(push && platforms.length > 0 && !contradicted
        ? {}
        : { cap: push ? ('likely' as const) : ('possible' as const) }),
      summary: `${wanted(file)} ${platforms.length > 0 ? `has ${platforms.join(', ')} only` : 'has no manifest for the node’s platform'}${nodes}.`,
      commit: origin ? asCommit(file, origin, 'context') : null,
      push: push ? asPush(push) : null,
      fixes: [MULTI_PLATFORM, ...(platforms.length > 0 ? [nodeSelector(platforms)] : [])],
      basis: push ? [push] : [],
      facts: nodeSays(file),
      against:
        contradicted && push
          ? [
              {
                id: push.id,
                kind: 'push',
                at: push.at,
                text: `the push lists ${platforms.join(', ')}`,
                url: null,
              },
            ]
          : [],
      lookedFor: push ? [] : [noPush(file)],
    };
  },
};

/** `; node-7 and 2 more are arm64`, without naming every node of a large cluster. */
function describeNodes(file: CaseFile): string {
  const architectures = wantedArchitectures(file);
  if (architectures.length === 0) return '';
  const nodes = [...new Set(file.failures.flatMap((failure) => (failure.node ? [failure.node] : [])))].sort();
  const [first] = nodes;
  const more = nodes.length > 1 ? ` and ${nodes.length - 1} more are` : ' is';
  return first
    ? `; node ${first}${more} ${architectures.join(', ')}`
    : `; the node is ${architectures.join(', ')}`;
}

interface FailedLeg {
  /** The job of one architecture that failed, or did not run. */
  readonly job: Job;
  readonly architecture: string;
}

/** How a job ends that published nothing. */
const WITHOUT_RESULT: ReadonlySet<Job['status']> = new Set(['failure', 'timed_out', 'skipped', 'cancelled']);

const architectureIn = (job: Job) => ARCHITECTURES.find(([, words]) => words.test(job.name))?.[0] ?? null;

/**
 * A job of the tag's run that made one architecture, and failed or was left out. Where jobs that make images name
 * architectures, others (`e2e (arm64)`) do not count; else one that failed has to do.
 */
function failedLeg(file: OpenCase): (FailedLeg & { readonly maker: OpenCase['makers'][number] }) | null {
  const wantedOnes = file.snapshot.error?.class === 'arch_mismatch' ? wantedArchitectures(file) : null;
  for (const maker of file.makers) {
    const legs = imageJobsOf(maker.run, file.basename).filter((job) => architectureIn(job) !== null);
    const jobs =
      legs.length > 0
        ? legs.filter((job) => WITHOUT_RESULT.has(job.status))
        : maker.run.jobs.filter((job) => job.status === 'failure' || job.status === 'timed_out');
    for (const job of jobs) {
      const architecture = architectureIn(job);
      if (architecture && (!wantedOnes || wantedOnes.includes(architecture)))
        return { job, architecture, maker };
    }
  }
  return null;
}

/** One architecture's job failed: the index came without it, or did not come at all. */
export const platformBuildFailed: Hypothesis = {
  name: 'platform-build-failed',
  causes: ['platform_build_failed'],
  classes: ['arch_mismatch', ...ABSENT],
  needs:
    'a failed job of the tag’s run that names an architecture; for an absent tag also a pushed tag of another architecture',
  examine(file) {
    const leg = failedLeg(file);
    if (!leg) return null;
    const isPlatformError = file.snapshot.error?.class === 'arch_mismatch';
    const part = isPlatformError ? null : platformTag(file);
    if (!isPlatformError && (!part || file.history.state !== 'never')) return null;
    return legFinding(file, leg, part);
  },
};

function legFinding(
  file: OpenCase,
  leg: NonNullable<ReturnType<typeof failedLeg>>,
  part: PushRecord | null,
): Finding {
  const { job, architecture, maker } = leg;
  const { run } = maker;
  const step = failedStepOf(job);
  const push = part ?? file.history.lastPush;
  const outcome = part ? `only ${part.observation.tag} was pushed` : 'the image was published without it';
  const ended =
    job.status === 'failure' ? 'failed' : job.status === 'timed_out' ? 'timed out' : `was ${job.status}`;
  const isCause = step !== null && maker.firm && mattered(file, leg);
  return {
    cause: 'platform_build_failed',
    weight: 'direct',
    ...capOf(file, maker),
    summary: `${wanted(file)} has no ${architecture} part: job ${job.name} of ${describeRun(run)} ${ended}${step ? ` in step ${step.name}` : ''}; ${outcome}.`,
    commit: run.commit
      ? asCommit(file, { sha: run.commit, repository: run.repository }, isCause ? 'cause' : 'context')
      : null,
    build: asBuild(run, { job, step: step?.name ?? null }),
    push: push ? asPush(push) : null,
    fixes: [repairBuild(run, `, job ${job.name}`), ...(part ? rollBack(file) : [])],
    basis: [...lastRecord(job), ...(push ? [push] : [])],
    facts: nodeSays(file),
    lookedFor: part ? [noPush(file)] : [],
  };
}

/**
 * Whether the failing job tells of its commit: not where the run counts as a success without it (it is allowed to
 * fail), nor where the same job failed in the run before.
 */
function mattered(
  file: OpenCase,
  { job, maker: { run } }: NonNullable<ReturnType<typeof failedLeg>>,
): boolean {
  if (run.status === 'success') return false;
  const before = file.runs.find(
    (other) =>
      other.workflow === run.workflow &&
      other.startedAt < run.startedAt &&
      other.jobs.some(({ name }) => name === job.name),
  );
  return before?.jobs.find(({ name }) => name === job.name)?.status !== 'failure';
}

/** A pushed tag that is the wanted one plus an architecture, e.g. `1.4.2-amd64`. */
function platformTag(file: CaseFile): PushRecord | null {
  const { tag } = file.snapshot.image;
  if (!tag) return null;
  for (const push of file.pushes) {
    const pushed = push.observation.tag;
    if (!pushed?.startsWith(tag) || pushed === tag) continue;
    const isPart = deriveTag(pushed).some((candidate) => candidate.platform !== null);
    const { state } = historyAt(file.pushes, file.deletions, { tag: pushed, digest: null }, push.at);
    if (isPart && state === 'present') return push;
  }
  return null;
}
