import { type CaseFile, originOf } from '../evidence/case-file.js';
import type { DeleteRecord, PushRecord } from '../evidence/tag-history.js';
import { deployImage, lastGood } from './fixes.js';
import { ABSENT, type Hypothesis } from './hypothesis.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

/** The image was there and was removed, by a rule, a clean-up or a person. */
export const tagDeleted: Hypothesis = {
  name: 'tag-deleted',
  causes: ['tag_deleted'],
  classes: ABSENT,
  needs: 'a deletion of the tag, or of the digest it had last, and no push after it',
  examine(file) {
    const { state, deletion, lastPush, pushedLater } = file.history;
    if (state !== 'deleted' || !deletion || supersession(file)) return null;
    const origin = lastPush && originOf(file, lastPush);
    const good = lastGood(file);
    const pushed = lastPush ? `pushed at ${when(lastPush.at)} and ` : '';
    const again = pushedLater
      ? ` It was pushed again at ${when(pushedLater.at)}, so the next pull finds it.`
      : '';
    return {
      cause: 'tag_deleted',
      weight: 'direct',
      summary: `${wanted(file)} is no longer there: it was ${pushed}deleted at ${when(deletion.at)}${by(deletion)}.${again}`,
      commit: origin ? asCommit(file, origin, 'rebuild') : null,
      push: lastPush ? asPush(lastPush) : null,
      fixes: [
        restore(origin?.sha ?? null),
        ...(good ? [deployImage(file, good, `Or deploy ${good.observation.tag}, which is still there`)] : []),
        {
          title: 'Keep running images out of clean-ups',
          detail: 'Exclude tags that a cluster still runs, or keep more of them, in the retention rule.',
        },
      ],
      basis: [...(lastPush ? [lastPush] : []), deletion],
      facts: nodeSays(file),
      lookedFor: [
        { what: `a push of ${wanted(file)} after the deletion`, found: false, where: 'registry events' },
      ],
    };
  },
};

const by = ({ observation }: DeleteRecord) =>
  observation.rule ? ` by the rule ${observation.rule}` : observation.actor ? ` by ${observation.actor}` : '';

function restore(sha: string | null) {
  const what = sha ? `commit ${sha}` : 'the commit it was made from';
  return {
    title: 'Build the image again',
    detail: `Run the build of ${what} again so that the tag is pushed once more, or restore it from the registry's trash if it has one.`,
  };
}

/** The tag moved on, and the manifest that the digest pins was collected. */
export const digestSuperseded: Hypothesis = {
  name: 'digest-superseded',
  causes: ['digest_superseded'],
  classes: ABSENT,
  needs: 'a push of the digest under a tag, and a later push of that tag with another digest',
  examine(file) {
    const found = supersession(file);
    if (!found) return null;
    const { push: lastPush, successor } = found;
    const { deletion } = file.history;
    const origin = originOf(file, lastPush);
    const end = deletion ? ` and was deleted at ${when(deletion.at)}` : '';
    return {
      cause: 'digest_superseded',
      weight: deletion ? 'direct' : 'build',
      summary: `${wanted(file)} was ${lastPush.observation.tag} until ${when(successor.at)}; then the tag moved to ${successor.observation.digest}${end}.`,
      commit: origin ? asCommit(file, origin, 'rebuild') : null,
      push: asPush(successor),
      fixes: [
        deployImage(file, successor, `Pin what ${successor.observation.tag} is now`),
        {
          title: 'Keep untagged manifests for a while',
          detail:
            'A digest that a tag no longer names is removed by the next garbage collection; keep untagged manifests as long as something may still pin them.',
        },
      ],
      basis: [lastPush, successor, ...(deletion ? [deletion] : [])],
      facts: nodeSays(file),
    };
  },
};

/**
 * The push that gave the wanted digest its tag, and the one that took the tag away; `null` while a tag still names
 * it. A push without a tag tells nothing of tags: an index pushes the manifests it lists once more.
 */
function supersession(file: CaseFile): { readonly push: PushRecord; readonly successor: PushRecord } | null {
  const { digest } = file.snapshot.image;
  const { pushes, lastPush } = file.history;
  if (!digest || !lastPush) return null;
  const push = pushes.findLast(({ at, observation }) => at <= lastPush.at && observation.tag);
  if (!push) return null;
  const successor = file.pushes.findLast(
    ({ at, observation }) =>
      observation.tag === push.observation.tag && at > push.at && observation.digest !== digest,
  );
  return successor ? { push, successor } : null;
}

/** The index is there, and the manifest of the node's platform is not. */
export const childDeleted: Hypothesis = {
  name: 'child-deleted',
  causes: ['platform_manifest_deleted'],
  classes: ['child_missing'],
  needs: 'the node’s text: the reference resolved, and the manifest it lists is missing',
  examine(file) {
    const digest = file.snapshot.error?.digest ?? null;
    const deletion =
      file.deletions.find(({ observation }) => digest !== null && observation.digest === digest) ?? null;
    const { lastPush } = file.history;
    const origin = lastPush && originOf(file, lastPush);
    const which = digest ? ` ${digest}` : '';
    return {
      cause: 'platform_manifest_deleted',
      weight: 'direct',
      ...(deletion ? {} : { cap: 'likely' as const }),
      summary: `${wanted(file)} is there, but the platform manifest${which} it lists is not${deletion ? `: it was deleted at ${when(deletion.at)}${by(deletion)}` : ''}.`,
      commit: origin ? asCommit(file, origin, 'rebuild') : null,
      push: lastPush ? asPush(lastPush) : null,
      fixes: [
        restore(origin?.sha ?? null),
        {
          title: 'Repair the clean-up',
          detail: 'A clean-up of untagged manifests must spare those that a tagged index lists.',
        },
      ],
      basis: [...(lastPush ? [lastPush] : []), ...(deletion ? [deletion] : [])],
      facts: nodeSays(file),
      lookedFor: deletion
        ? []
        : [
            {
              what: `a deletion of${which || ' the manifest'}`,
              found: false as const,
              where: 'registry events',
            },
          ],
    };
  },
};
