import type { CommitObservation } from '../observation.js';
import { repositoryPathOf } from '../source/index.js';
import { deriveTag, mentionedTags } from '../tag/index.js';
import type { CaseFile } from './case-file.js';
import type { Recorded } from './snapshot.js';
import { sameSource } from './source-links.js';
import { SKEW_MS } from './tag-history.js';

/** The commit that brought the wanted reference into a manifest, and how that is known. */
export interface Deployment {
  readonly sha: string;
  readonly repository: string;
  readonly record: Recorded<CommitObservation> | null;
  readonly because: string;
}

/**
 * Who introduced the reference: the newest commit before the failure whose message names the tag and the image, in
 * another repository than the image's own or in manifests only; else the revision that a GitOps tool says the
 * workload was rolled out from.
 */
export function deploymentOf(file: CaseFile): Deployment | null {
  return byMessage(file) ?? byRevision(file);
}

/** Files that hold manifests and values; a commit that touches others changes a program. */
const MANIFEST_FILE = /\.(ya?ml|json|jsonnet|libsonnet|cue|tf|tfvars|hcl|toml|env|properties)$/i;

/** Below this a reading of a tag as a commit is no distinctive name. */
const DISTINCTIVE = 0.9;

function byMessage(file: CaseFile): Deployment | null {
  const { tag } = file.snapshot.image;
  if (!tag) return null;
  const limit = Date.parse(file.at) + SKEW_MS;
  const isDistinctive = deriveTag(tag).some(
    ({ kind, strength }) => (kind === 'commit' || kind === 'commit_prefix') && strength >= DISTINCTIVE,
  );
  const record = file.commits.findLast(
    (candidate) =>
      Date.parse(candidate.at) <= limit &&
      mentionedTags(candidate.observation.message ?? '').includes(tag) &&
      isManifestChange(file, candidate.observation) &&
      (isDistinctive || namesImage(file, candidate.observation)),
  );
  const { commit, repository } = record?.observation ?? {};
  return record && commit && repository
    ? { sha: commit, repository, record, because: `its message names ${tag}` }
    : null;
}

function isManifestChange(file: CaseFile, { commit, repository, changedFiles }: CommitObservation): boolean {
  if (!commit || !repository || file.named.some(({ sha }) => sha === commit)) return false;
  const files = changedFiles ?? [];
  if (files.length > 0)
    return files.every((path) => MANIFEST_FILE.test(path) && !path.startsWith('.github/'));
  const own = [...file.links, ...file.named].map((known) => known.repository);
  return !own.some((known) => sameSource(known, repository));
}

/** The image's or a workload's name, as a word of the message or of a path that was changed. */
function namesImage(file: CaseFile, { message, changedFiles }: CommitObservation): boolean {
  const text = [message ?? '', ...(changedFiles ?? [])].join('\n').toLowerCase();
  const words = new Set(text.split(/[^a-z0-9_-]+/));
  const names = [
    file.basename,
    ...file.failures.flatMap(({ workload }) => (workload ? [workload.name] : [])),
  ];
  return names.some((name) => words.has(name.toLowerCase()));
}

/** A commit id alone, or behind a branch and the name of a hash (Flux: `main@sha1:…`). */
const REVISION = /(?:^|[@:/])([0-9a-f]{40}|[0-9a-f]{64})$/i;

function byRevision(file: CaseFile): Deployment | null {
  for (const { deployedFrom } of file.failures) {
    const sha = REVISION.exec(deployedFrom?.revision ?? '')?.[1]?.toLowerCase();
    if (!sha || file.named.some((named) => named.sha === sha)) continue;
    const record = file.commits.find(({ observation }) => observation.commit === sha) ?? null;
    const said = deployedFrom?.repository;
    const repository = record?.observation.repository ?? (said ? (repositoryPathOf(said) ?? said) : null);
    if (!repository) continue;
    return {
      sha,
      repository,
      record,
      because: `${deployedFrom?.tool ?? 'the GitOps tool'} rolled the workload out from it`,
    };
  }
  return null;
}
