import {
  type BuildImage,
  type BuildObservation,
  builtImage,
  commitIdOf,
  readWrittenImage,
  repositoryPathOf,
  type WrittenImage,
} from '#domain';
import { isFinal, type StatusWords, statusOf } from '../build-status.js';
import type { Build } from './payload.js';

/** `Build.Status` and the same words for steps (Cloud Build REST reference). */
const STATUS: StatusWords = new Map([
  ['pending', 'queued'],
  ['queued', 'queued'],
  ['working', 'running'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['internal_error', 'failure'],
  ['timeout', 'timed_out'],
  ['expired', 'timed_out'],
  ['cancelled', 'cancelled'],
]);

/** One build at one status. A tarball as source has no commit, and nothing stands in for it. */
export function observeBuild(build: Build, publishTime: string | undefined): BuildObservation {
  const given = build.substitutions;
  const repo = build.source?.repoSource;
  const status = statusOf(STATUS, build.status);
  const steps = build.steps.flatMap(({ id, name, status: step }) => {
    const label = id ?? name;
    // A step that has not begun has no status.
    return label === undefined
      ? []
      : [{ name: label, status: step ? statusOf(STATUS, step) : ('queued' as const) }];
  });
  const images = imagesOf(build);
  return {
    kind: 'build',
    provider: 'cloudbuild',
    repository: repositoryOf(build),
    commit: commitOf(build),
    branch: given.get('BRANCH_NAME') ?? repo?.branchName,
    gitTag: given.get('TAG_NAME') ?? repo?.tagName,
    pullRequest: pullRequestOf(given.get('_PR_NUMBER')),
    workflow: given.get('TRIGGER_NAME') ?? build.buildTriggerId,
    runId: build.id,
    runUrl: build.logUrl,
    status,
    rawStatus: build.status,
    startedAt: build.startTime,
    finishedAt: isFinal(status) ? build.finishTime : undefined,
    occurredAt: publishTime ?? build.finishTime ?? build.startTime ?? build.createTime,
    steps: steps.length > 0 ? steps : undefined,
    images: images.length > 0 ? images : undefined,
  };
}

function commitOf({ substitutions, source, sourceProvenance: resolved }: Build): string | null {
  const candidates = [
    substitutions.get('COMMIT_SHA'),
    substitutions.get('REVISION_ID'),
    resolved?.resolvedRepoSource?.commitSha,
    resolved?.resolvedGitSource?.revision,
    resolved?.resolvedConnectedRepository?.revision,
    source?.repoSource?.commitSha,
    source?.gitSource?.revision,
  ];
  return candidates.map(commitIdOf).find((commit) => commit !== null) ?? null;
}

function repositoryOf({
  substitutions,
  source,
  sourceProvenance: resolved,
}: Build): string | null | undefined {
  return (
    substitutions.get('REPO_FULL_NAME') ??
    mirrored(source?.repoSource?.repoName ?? resolved?.resolvedRepoSource?.repoName) ??
    repositoryPathOf(source?.gitSource?.url ?? resolved?.resolvedGitSource?.url) ??
    substitutions.get('REPO_NAME') ??
    source?.repoSource?.repoName
  );
}

/** Cloud Source Repositories call a mirror `github_<owner>_<repo>`; GitHub's owners have no underscore. */
function mirrored(name: string | undefined): string | undefined {
  const [, owner, repository] = /^(?:github|bitbucket)_([^_]+)_(.+)$/.exec(name ?? '') ?? [];
  return owner === undefined ? undefined : `${owner}/${repository}`;
}

/**
 * What was pushed, with its digest; and what the build means to push (`images`), where it has not. A
 * name without a tag stays without: the build may have pushed every tag of it.
 */
function imagesOf({ images, results }: Build): BuildImage[] {
  const pushed = (results?.images ?? []).flatMap(({ name, digest }): BuildImage[] => {
    const written = readWrittenImage(name, 'docker.io');
    return written === null ? [] : [builtImage(written, digest)];
  });
  const same = (a: BuildImage, b: WrittenImage) =>
    a.repository === b.repository && (b.tag === null || a.tag === b.tag);
  const intended = images.flatMap((name): BuildImage[] => {
    const written = readWrittenImage(name, 'docker.io');
    return written === null || pushed.some((image) => same(image, written)) ? [] : [builtImage(written)];
  });
  return [...pushed, ...intended];
}

const pullRequestOf = (number: string | undefined) =>
  /^\d{1,15}$/.test(number ?? '') ? Number(number) : undefined;
