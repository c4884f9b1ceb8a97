import type { CaseFile } from '../evidence/case-file.js';
import type { Job, Run } from '../evidence/run.js';
import type { Recorded } from '../evidence/snapshot.js';
import { sameSource } from '../evidence/source-links.js';
import type { PushRecord } from '../evidence/tag-history.js';
import type { Observation } from '../observation.js';
import type { CommitRole, EvidenceItem, VerdictBuild, VerdictCommit, VerdictPush } from '../verdict.js';

/** How many digits of a commit id a person is shown. */
const SHOWN_SHA = 7;

/** The first digits of a commit id, enough to recognise it. */
export const shortSha = (sha: string) => sha.slice(0, SHOWN_SHA);

/** `2026-03-01 12:04:05 UTC`: the same for every reader. */
export const when = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

/** `build #812`, or the id where there is no number. */
export function nameOfRun(run: Run): string {
  if (run.number !== null) return `build #${run.number}`;
  return run.runId ? `build ${run.runId}` : 'the build';
}

/** `build #812 of 7f3a6ce (CI)`. */
export function describeRun(run: Run): string {
  const commit = run.commit ? ` of ${shortSha(run.commit)}` : '';
  const workflow = run.workflow ? ` (${run.workflow})` : '';
  const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : '';
  return `${nameOfRun(run)}${commit}${workflow}${attempt}`;
}

/** The wanted image as the person wrote it down, without the default registry. */
export function wanted(file: CaseFile): string {
  const { image } = file.snapshot;
  return image.tag && !image.digest ? `${image.repository}:${image.tag}` : image.canonical;
}

type Say = (observation: never, at: string) => string;

const SENTENCES: { readonly [K in Observation['kind']]: Say } = {
  build: (o: Extract<Observation, { kind: 'build' }>, at) =>
    [
      o.jobName ? `job ${o.jobName} of` : null,
      o.runNumber ? `build #${o.runNumber}` : o.runId ? `build ${o.runId}` : 'build',
      o.commit ? `of ${shortSha(o.commit)}` : null,
      `was ${o.rawStatus ?? o.status ?? 'reported'} at ${when(at)}`,
    ]
      .filter(Boolean)
      .join(' '),
  push: (o: Extract<Observation, { kind: 'push' }>, at) =>
    `${o.repository}${o.tag ? `:${o.tag}` : ''}${o.digest ? `@${o.digest}` : ''} was pushed at ${when(at)}`,
  delete: (o: Extract<Observation, { kind: 'delete' }>, at) =>
    `${o.repository}${o.tag ? `:${o.tag}` : ''}${o.digest ? `@${o.digest}` : ''} was deleted at ${when(at)}${o.rule ? ` by ${o.rule}` : ''}`,
  commit: (o: Extract<Observation, { kind: 'commit' }>, at) =>
    `commit ${shortSha(o.commit ?? '')} was pushed to ${o.gitTag ?? o.branch ?? o.repository ?? 'the repository'} at ${when(at)}`,
  failure: (o: Extract<Observation, { kind: 'failure' }>, at) =>
    `${o.pod ?? 'a pod'} failed to pull at ${when(at)}`,
  recovery: (o: Extract<Observation, { kind: 'recovery' }>, at) =>
    `${o.pod ?? 'a pod'} recovered at ${when(at)}`,
  heartbeat: (o: Extract<Observation, { kind: 'heartbeat' }>, at) =>
    `the agent of ${o.cluster ?? 'a cluster'} was alive at ${when(at)}`,
  other: (o: Extract<Observation, { kind: 'other' }>, at) => `${o.event ?? 'an event'} at ${when(at)}`,
};

/** A record as an entry of the evidence list. */
export function asEvidence(record: Recorded): EvidenceItem {
  const { observation } = record;
  const say = SENTENCES[observation.kind] as (observation: Observation, at: string) => string;
  return {
    id: record.id,
    kind: observation.kind,
    at: record.at,
    text: say(observation, record.at),
    url: urlOf(observation),
  };
}

function urlOf(observation: Observation): string | null {
  if (observation.kind === 'build') return observation.runUrl ?? null;
  if (observation.kind === 'commit') return observation.url ?? null;
  return null;
}

/** The commit of a verdict, with what is known about it. */
export function asCommit(
  file: CaseFile,
  commit: { readonly sha: string; readonly repository: string },
  role: CommitRole,
): VerdictCommit {
  const known = file.commits.filter(
    ({ observation }) =>
      observation.commit === commit.sha && sameSource(observation.repository ?? '', commit.repository),
  );
  const tell = (field: 'author' | 'message' | 'url') =>
    known.map(({ observation }) => observation[field]).find((value) => value) ?? null;
  const run = file.runs.find(
    (candidate) => candidate.commit === commit.sha && candidate.pullRequest !== null,
  );
  return {
    sha: commit.sha,
    repository: commit.repository,
    role,
    author: tell('author'),
    message: tell('message')?.split('\n')[0] ?? null,
    url: tell('url'),
    pullRequest: run?.pullRequest ?? null,
  };
}

/** The build of a verdict. */
export function asBuild(
  run: Run,
  failed?: { readonly job: Job; readonly step: string | null } | null,
): VerdictBuild {
  return {
    provider: run.provider,
    id: run.runId ?? run.key,
    attempt: run.attempt,
    url: run.url,
    status: run.status,
    workflow: run.workflow,
    failedJob: failed?.job.name ?? null,
    failedStep: failed?.step ?? null,
  };
}

/** The push of a verdict: what exists instead, or what existed. */
export function asPush(push: PushRecord): VerdictPush {
  return {
    repository: push.observation.repository ?? '',
    tag: push.observation.tag ?? null,
    digest: push.observation.digest ?? null,
    pushedAt: push.at,
  };
}

/** The last report of a run or job: the one that says how it ended. */
export function lastRecord(of: { readonly records: readonly Recorded[] }): readonly Recorded[] {
  return of.records.slice(-1);
}

/** The node's own words as evidence; same words, same id. */
export function nodeSays(file: CaseFile): readonly EvidenceItem[] {
  const { error } = file.snapshot;
  if (!error) return [];
  const [failure] = file.failures;
  const id = `text:${error.rule ?? error.class}`;
  return [
    {
      id,
      kind: 'failure',
      at: failure?.firstSeenAt ?? null,
      text: `the node says: ${error.detail}`,
      url: null,
    },
  ];
}
