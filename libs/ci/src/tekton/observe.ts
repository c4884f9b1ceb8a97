import {
  type BuildObservation,
  type BuildStatus,
  type BuildStep,
  commitIdOf,
  readRef,
  repositoryPathOf,
} from '#domain';
import type { CloudEvent } from '#platform';
import { rawStatus } from '../build-status.js';
import type { Run, RunStep } from './payload.js';
import { readResults } from './results.js';

/** Reasons of a failed condition that mean something else than a failure (tektoncd/pipeline API types). */
const REASONS: readonly (readonly [RegExp, BuildStatus])[] = [
  [/timeout|timedout/i, 'timed_out'],
  [/cancel|stoppedrunfinally/i, 'cancelled'],
];

/** Labels and annotations that Pipelines as Code puts on the runs it starts. */
const AS_CODE = 'pipelinesascode.tekton.dev/';

/** One TaskRun or PipelineRun at the condition the event was sent for. */
export function observeRun(run: Run, isTask: boolean, event: CloudEvent): BuildObservation {
  const { metadata, status } = run;
  const condition = status?.conditions.find(({ type }) => type === 'Succeeded');
  const labels = metadata?.labels ?? new Map<string, string>();
  const annotations = metadata?.annotations ?? new Map<string, string>();
  const results = readResults([
    ...(status?.results ?? []),
    ...(status?.taskResults ?? []),
    ...(status?.pipelineResults ?? []),
  ]);
  const asCode = (name: string) => annotations.get(AS_CODE + name) ?? labels.get(AS_CODE + name);
  const owner = isTask ? labels.get('tekton.dev/pipelineRunUID') : undefined;
  const names = readRef(asCode('branch'));
  return {
    kind: 'build',
    provider: 'tekton',
    repository: repositoryPathOf(results.gitUrl ?? asCode('repo-url')) ?? asCodeRepository(asCode),
    commit: commitIdOf(results.gitCommit ?? asCode('sha')),
    branch: names.branch,
    gitTag: names.gitTag,
    workflow: labels.get('tekton.dev/pipeline') ?? labels.get('tekton.dev/task'),
    // A task of a pipeline is a job of its run; a task on its own is the run.
    runId: owner ?? metadata?.uid,
    jobId: owner === undefined ? undefined : metadata?.uid,
    jobName: isTask ? (labels.get('tekton.dev/pipelineTask') ?? metadata?.name) : undefined,
    status: runStatus(condition),
    rawStatus: rawStatus(condition?.status, condition?.reason),
    startedAt: status?.startTime,
    finishedAt: status?.completionTime,
    occurredAt: event.time ?? condition?.lastTransitionTime,
    eventId: event.id,
    steps: status?.steps.length ? status.steps.flatMap(observeStep) : undefined,
    images: results.images.length > 0 ? results.images : undefined,
  };
}

interface Condition {
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
}

/** `Unknown` is sent at every change until the end; only the reason tells waiting from running. */
function runStatus(condition: Condition | undefined): BuildStatus {
  const { status, reason = '' } = condition ?? {};
  if (status === 'True') return 'success';
  if (status === 'False') return REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'failure';
  if (status !== 'Unknown') return 'queued';
  return /^(?:Pending|PipelineRunPending|TaskRunPending|Resolving\w*)$/.test(reason) ? 'queued' : 'running';
}

function observeStep({ name, terminated, running }: RunStep): BuildStep[] {
  if (name === undefined) return [];
  if (terminated !== undefined) return [{ name, status: stepStatus(terminated) }];
  return [{ name, status: running === undefined ? 'queued' : 'running' }];
}

function stepStatus({ exitCode, reason }: NonNullable<RunStep['terminated']>): BuildStatus {
  const special = REASONS.find(([pattern]) => pattern.test(reason ?? ''))?.[1];
  if (special !== undefined) return special;
  if (reason === 'Skipped') return 'skipped';
  if (exitCode === undefined) return 'unknown';
  return exitCode === 0 ? 'success' : 'failure';
}

function asCodeRepository(asCode: (name: string) => string | undefined): string | undefined {
  const [owner, name] = [asCode('url-org'), asCode('url-repository')];
  return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}
