import { type CaseFile, originOf } from '../evidence/case-file.js';
import { parentOf } from '../evidence/index-children.js';
import type { PushRecord } from '../evidence/tag-history.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Hypothesis } from './hypothesis.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

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
      ...(found.isChild ? { cap: 'likely' as const } : {}),
      summary: `${wanted(file)} was ${found.isChild ? 'a manifest of ' : ''}${lastPush.observation.tag} until ${when(successor.at)}; then the tag moved to ${successor.observation.digest}${end}.`,
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

/** The push that gave the wanted digest its tag, and the one that took the tag away. */
interface Supersession {
  readonly push: PushRecord;
  readonly successor: PushRecord;
  /** The wanted digest is a manifest of the index that had the tag, by the order of the pushes. */
  readonly isChild: boolean;
}

/**
 * Whether the tags that named the wanted digest all name another one now; `null` while one is left. A push without a
 * tag tells nothing of tags: an index pushes the manifests it lists once more.
 */
export function supersession(file: CaseFile): Supersession | null {
  const { digest } = file.snapshot.image;
  const { pushes, lastPush } = file.history;
  if (!digest || !lastPush) return null;
  const named = pushes.filter(({ at, observation }) => at <= lastPush.at && observation.tag);
  const parents = pushes.flatMap((push) => parentOf(file, push) ?? []);
  const isChild = named.length === 0;
  const holders = isChild ? parents : named;
  const moved = holders.map((push) => ({ push, successor: successorOf(file, push) }));
  const last = moved.at(-1);
  if (!last?.successor || moved.some(({ successor }) => successor === null)) return null;
  return { push: last.push, successor: last.successor, isChild };
}

function successorOf(file: CaseFile, push: PushRecord): PushRecord | null {
  return (
    file.pushes.findLast(
      ({ at, observation }) =>
        observation.tag === push.observation.tag &&
        at > push.at &&
        observation.digest !== push.observation.digest,
    ) ?? null
  );
}
