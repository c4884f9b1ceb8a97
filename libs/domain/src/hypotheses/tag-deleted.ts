import { type CaseFile, originOf } from '../evidence/case-file.js';
import { type DeleteRecord, type PushRecord, SKEW_MS } from '../evidence/tag-history.js';
import { supersession } from './digest-superseded.js';
import { deployImage, lastGood, nearestGood } from './fixes.js';
import { ABSENT, type Hypothesis } from './hypothesis.js';
import { by, restore } from './removal.js';
import { asCommit, asPush, nodeSays, shortSha, wanted, when } from './say.js';

/** The image was there and was removed, by a rule, a clean-up or a person. */
export const tagDeleted: Hypothesis = {
  name: 'tag-deleted',
  causes: ['tag_deleted'],
  classes: ABSENT,
  needs: 'a deletion of the tag, or of the digest it had last, and no push after it',
  examine(file) {
    const gone = removalOf(file);
    if (!gone || supersession(file)) return null;
    const { deletion, push } = gone;
    const { pushedLater } = file.history;
    const origin = push && originOf(file, push);
    const pushed = push ? `pushed at ${when(push.at)} and ` : '';
    const together = gone.byDigest
      ? ` together with ${deletion.observation.tag}, which had the same content`
      : '';
    const again = pushedLater
      ? ` It was pushed again at ${when(pushedLater.at)}, so the next pull finds it.`
      : '';
    const target = rollbackTarget(file, push);
    return {
      cause: 'tag_deleted',
      weight: 'direct',
      ...(gone.byDigest ? { cap: 'likely' as const } : {}),
      summary: `${wanted(file)} is no longer there: it was ${pushed}deleted at ${when(deletion.at)}${by(deletion)}${together}.${target.says}${again}`,
      commit: origin ? asCommit(file, origin, 'rebuild') : null,
      push: push ? asPush(push) : null,
      fixes: [
        restore(origin?.sha ?? null),
        ...target.fixes,
        {
          title: 'Keep running images out of clean-ups',
          detail: 'Exclude tags that a cluster still runs, or keep more of them, in the retention rule.',
        },
      ],
      basis: [...(push ? [push] : []), deletion],
      facts: nodeSays(file),
      lookedFor: [
        { what: `a push of ${wanted(file)} after the deletion`, found: false, where: 'registry events' },
      ],
    };
  },
};

interface Removal {
  readonly deletion: DeleteRecord;
  readonly push: PushRecord | null;
  /** The deletion names another tag of the same content: some registries take all tags of a digest along. */
  readonly byDigest: boolean;
}

/** What removed the wanted name. Harbor, for one, deletes all tags of an artifact with one event (goharbor/harbor#8717). */
function removalOf(file: CaseFile): Removal | null {
  const { state, deletion, lastPush } = file.history;
  if (state === 'deleted' && deletion) return { deletion, push: lastPush, byDigest: false };
  if (state !== 'present' || !lastPush?.observation.digest || !file.snapshot.error) return null;
  const limit = Date.parse(file.at) + SKEW_MS;
  const other = file.deletions.findLast(
    ({ at, observation }) =>
      at > lastPush.at && Date.parse(at) <= limit && observation.digest === lastPush.observation.digest,
  );
  return other ? { deletion: other, push: lastPush, byDigest: true } : null;
}

/** What to run instead: for a deployment that went back to an old tag, the one nearest to it that is left. */
function rollbackTarget(file: CaseFile, push: PushRecord | null) {
  const newest = lastGood(file);
  const nearest = push && nearestGood(file, push.at);
  const isRollback = push !== null && newest !== null && newest.at > push.at;
  const forward = newest
    ? [deployImage(file, newest, `Or deploy ${newest.observation.tag}, which is still there`)]
    : [];
  if (!isRollback || !nearest) return { says: '', fixes: forward };
  const origin = originOf(file, nearest);
  const from = origin ? ` (${shortSha(origin.sha)})` : '';
  return {
    says: ` Newer tags were pushed since, so this is a way back; the nearest that is left is ${nearest.observation.tag}${from}.`,
    fixes: [
      deployImage(file, nearest, `Or go back to ${nearest.observation.tag}, the nearest that is left`),
      ...(nearest.id === newest.id ? [] : forward),
    ],
  };
}
