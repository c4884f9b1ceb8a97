import { deriveTag } from '../tag/index.js';
import { type CaseFile, originOf } from './case-file.js';
import type { PushRecord } from './tag-history.js';

/** A tag that names one commit and holds the content of another. */
export interface Retag {
  readonly push: PushRecord;
  /** What the tag names: a commit, or its first digits. */
  readonly named: string;
  /** What the content was built from. */
  readonly built: { readonly sha: string; readonly repository: string };
  /** The tag the same content had before, where there is one. */
  readonly before: PushRecord | null;
}

/** Below this a reading of a tag as a commit may as well be a number or a date. */
const STRONG_READING = 0.9;

/**
 * Whether the wanted tag was put on content of another commit: by the label of the push, or because the same digest
 * was pushed before under the tag of another commit.
 */
export function retagOf(file: CaseFile): Retag | null {
  const push = file.history.lastPush ?? file.history.pushedLater;
  const tag = push?.observation.tag;
  if (!push || !tag) return null;
  const named = file.commit?.firm ? file.commit.sha : commitIn(tag);
  if (!named) return null;
  const before =
    file.pushes.find(
      ({ at, observation }) =>
        at < push.at &&
        observation.tag &&
        observation.tag !== tag &&
        Boolean(observation.digest) &&
        observation.digest === push.observation.digest,
    ) ?? null;
  const built = labelOf(file, push) ?? (before && originOf(file, before));
  return built && !built.sha.startsWith(named) ? { push, named, built, before } : null;
}

const commitIn = (tag: string) =>
  deriveTag(tag).find(
    ({ kind, strength }) => (kind === 'commit' || kind === 'commit_prefix') && strength >= STRONG_READING,
  )?.value ?? null;

/** What the push itself says it was built from; a build report says what it meant to push, which is the tag's. */
function labelOf(file: CaseFile, push: PushRecord) {
  const isReport = file.runs.some((run) => run.records.some(({ id }) => id === push.id));
  return push.observation.commit && !isReport ? originOf(file, push) : null;
}
