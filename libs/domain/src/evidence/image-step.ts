import type { BuildStep } from '../observation.js';
import { hasEnded, type Job, type Run } from './run.js';

/**
 * Which step of a job pushes the image, told from its name alone: step names are all that webhooks
 * carry. Each way of telling has a name, which the verdict shows. First match wins.
 */
const PUSH_STEP_NAMES: readonly {
  readonly name: string;
  readonly pattern: RegExp;
  readonly builds: boolean;
}[] = [
  { name: 'build_push_action', pattern: /docker\/(build-push-action|bake-action)/i, builds: true },
  { name: 'build_and_push', pattern: /\bbuild\b.{0,40}\b(push|publish)\b/i, builds: true },
  {
    name: 'builder_that_pushes',
    pattern: /\b(kaniko|jib|ko (build|publish|apply)|buildah push|img push|skaffold build|bake)\b/i,
    builds: true,
  },
  {
    name: 'docker_push',
    pattern: /\b(docker|podman|buildah|skopeo|crane|oras)\b.{0,40}\b(push|copy)\b/i,
    builds: false,
  },
  {
    name: 'push_image',
    pattern:
      /\b(push|publish|upload|release)\w*\b.{0,40}\b(image|images|container|docker|oci|registry|manifest|ghcr|ecr|gcr|acr|harbor|quay)\b/i,
    builds: false,
  },
  {
    name: 'image_push',
    pattern: /\b(image|images|container|docker|oci|ghcr|ecr|gcr|acr)\b.{0,40}\b(push|publish)\w*\b/i,
    builds: false,
  },
  { name: 'push', pattern: /^\s*(run\s+)?push(ing)?\s*$/i, builds: false },
];

/** Logging in to a registry belongs to pushing: when it fails, nothing was wrong with the code. */
const LOGIN_STEP =
  /\b(log\s?in|login|auth\w*)\b.{0,40}\b(registry|docker|ghcr|ecr|gcr|acr|quay|harbor|hub)\b|docker\/login-action|\bdocker login\b/i;

/** A job whose name says that it makes images, for runs whose steps are not known. */
const IMAGE_JOB_NAME = /\b(docker|image|images|container|oci|publish|push|build-push|buildx|kaniko|bake)\b/i;

/** A job that only pushes, told by its name: when it fails, the image was built. */
const PUSH_JOB_NAME =
  /^\W*((docker|image|container|oci)[\s_-]*)?(push|publish|upload)(ing)?([\s_-]*(docker|images?|container))?\W*$/i;

/** Where no job names images: the one that builds is the likeliest to make them. */
const BUILD_JOB_NAME = /\b(build|release|package|deliver)\b/i;

/** The step that pushes the image, and how it was told. */
export interface PushStep {
  readonly step: BuildStep;
  readonly index: number;
  readonly toldBy: string;
  /** True when the same step also builds, so that its failure need not be the push's. */
  readonly builds: boolean;
}

/** The step of a job that pushes an image; `null` when no name tells of one. */
export function pushStepOf(job: Job): PushStep | null {
  for (const { name, pattern, builds } of PUSH_STEP_NAMES) {
    const index = job.steps.findIndex((step) => pattern.test(step.name) && !isBookkeeping(step.name));
    const step = job.steps[index];
    if (step) return { step, index, toldBy: name, builds };
  }
  return null;
}

/** Steps that the runner adds around an action ("Post Build and push") do not push. */
const isBookkeeping = (name: string) => /^\s*(post|pre|set up|complete)\b/i.test(name);

/** Whether a step logs in to a registry. */
export const isLoginStep = (name: string) => LOGIN_STEP.test(name) && !isBookkeeping(name);

/** The first step of the job that failed. */
export function failedStepOf(job: Job): BuildStep | null {
  return job.steps.find((step) => step.status === 'failure' || step.status === 'timed_out') ?? null;
}

/**
 * The jobs of a run that make the wanted image. Jobs that carry the image's own name are preferred:
 * one run often builds several images.
 */
export function imageJobsOf(run: Run, imageBasename: string): readonly Job[] {
  const making = run.jobs.filter((job) => pushStepOf(job) !== null || IMAGE_JOB_NAME.test(job.name));
  if (making.length === 0) return run.jobs.filter((job) => BUILD_JOB_NAME.test(job.name));
  const named = making.filter((job) => mentions(job.name, imageBasename));
  return named.length > 0 ? named : making;
}

function mentions(text: string, word: string): boolean {
  const words = text.toLowerCase().split(/[^a-z0-9_-]+/);
  return words.includes(word.toLowerCase());
}

/** How the making of the image ended in one run. */
export type ImageOutcome =
  | { readonly kind: 'pushed'; readonly job: Job }
  /** The job that makes the image, or one it needs, failed. `step` is null when steps are unknown. */
  | {
      readonly kind: 'failed';
      readonly job: Job;
      readonly step: BuildStep | null;
      readonly push: PushStep | null;
    }
  /** `step` is null where only the job's name says that it pushes. */
  | { readonly kind: 'push_failed'; readonly job: Job; readonly step: BuildStep | null }
  /** The job that makes the image, or one it needs, ran out of time. */
  | { readonly kind: 'timed_out'; readonly job: Job; readonly step: BuildStep | null }
  /** The job went well and left its push step out. */
  | { readonly kind: 'push_skipped'; readonly job: Job; readonly push: PushStep }
  | { readonly kind: 'job_skipped'; readonly job: Job }
  /** Some jobs failed, and none of them is known to make the image. */
  | { readonly kind: 'unclear'; readonly failed: readonly Job[] }
  | { readonly kind: 'by_status' };

/** Reads the jobs and steps of a run; `by_status` when they say nothing and the run's status must do. */
export function imageOutcome(run: Run, imageBasename: string): ImageOutcome {
  const failedJobs = run.jobs.filter((job) => job.status === 'failure' || job.status === 'timed_out');
  const jobs = imageJobsOf(run, imageBasename);
  const failedImageJob = jobs.find((job) => failedJobs.includes(job));
  const pushed = jobs.find((job) => pushStepOf(job)?.step.status === 'success');
  if (failedImageJob && pushed && failedImageJob !== pushed) return { kind: 'unclear', failed: failedJobs };
  if (pushed) return { kind: 'pushed', job: pushed };
  if (failedImageJob) return failureOfJob(failedImageJob);
  const ended = jobs.filter((job) => hasEnded(job.status));
  const left = ended.find((job) => pushStepOf(job)?.step.status === 'skipped' && job.status === 'success');
  const push = left && pushStepOf(left);
  if (left && push) return { kind: 'push_skipped', job: left, push };
  const skipped = ended.find((job) => job.status === 'skipped');
  // A failing job of a matrix cancels the others, and the run ends as failed; a person cancels the whole run.
  const kept =
    skipped ?? (run.status === 'failure' ? ended.find((job) => job.status === 'cancelled') : undefined);
  if (failedJobs[0]) return outcomeOfOthers(failedJobs, jobs, kept);
  if (skipped) return { kind: 'job_skipped', job: skipped };
  return { kind: 'by_status' };
}

/** Jobs failed that do not make the image: the cause only when they kept the image's job from its end. */
function outcomeOfOthers(
  failed: readonly Job[],
  imageJobs: readonly Job[],
  kept: Job | undefined,
): ImageOutcome {
  const [first] = failed;
  if (first && (kept !== undefined || isWholeRun(first))) {
    const step = failedStepOf(first);
    return isTimeOut(first, step)
      ? { kind: 'timed_out', job: first, step }
      : { kind: 'failed', job: first, step, push: null };
  }
  return imageJobs.length > 0 ? { kind: 'by_status' } : { kind: 'unclear', failed };
}

const isTimeOut = (job: Job, step: BuildStep | null) =>
  job.status === 'timed_out' || step?.status === 'timed_out';

/** Steps reported with the run itself are all there are; job events may be missing. */
const isWholeRun = (job: Job | undefined) => job?.id === '';

function failureOfJob(job: Job): ImageOutcome {
  const step = failedStepOf(job);
  const push = pushStepOf(job);
  if (isTimeOut(job, step)) return { kind: 'timed_out', job, step };
  if (!step && job.steps.length === 0 && PUSH_JOB_NAME.test(job.name))
    return { kind: 'push_failed', job, step };
  if (step && (isLoginStep(step.name) || (push && !push.builds && push.step === step))) {
    return { kind: 'push_failed', job, step };
  }
  return { kind: 'failed', job, step, push };
}
