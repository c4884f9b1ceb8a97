import { type CaseFile, originOf } from '../evidence/case-file.js';
import { childrenOf } from '../evidence/index-children.js';
import { type DeleteRecord, SKEW_MS } from '../evidence/tag-history.js';
import type { Fix } from '../verdict.js';
import type { Hypothesis } from './hypothesis.js';
import { by, restore } from './removal.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

/** The index is there, and the manifest of the node's platform is not. */
export const childDeleted: Hypothesis = {
  name: 'child-deleted',
  causes: ['platform_manifest_deleted'],
  classes: ['child_missing'],
  needs: 'the node’s text: the reference resolved, and the manifest it lists is missing',
  examine(file) {
    const digest = file.snapshot.error?.digest ?? null;
    const deletion = digest === null ? null : deletionOf(file, digest);
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
      fixes: fixesFor(origin?.sha ?? null),
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

const fixesFor = (sha: string | null): readonly Fix[] => [
  restore(sha),
  {
    title: 'Repair the clean-up',
    detail: 'A clean-up of untagged manifests must spare those that a tagged index lists.',
  },
];

/** The last deletion of a manifest up to the failure, unless it was pushed again since. */
function deletionOf(file: CaseFile, digest: string): DeleteRecord | null {
  const limit = Date.parse(file.at) + SKEW_MS;
  const deletion = file.deletions.findLast(
    ({ at, observation }) => Date.parse(at) <= limit && observation.digest === digest && !observation.tag,
  );
  const again = file.pushes.some(
    ({ at, observation }) => observation.digest === digest && at > (deletion?.at ?? ''),
  );
  return deletion && !again ? deletion : null;
}

/**
 * The same, told by a node that only says "manifest unknown": the tag was not deleted, and a manifest that was pushed
 * for its index was.
 */
export const childDeletedUnsaid: Hypothesis = {
  name: 'child-deleted-unsaid',
  causes: ['platform_manifest_deleted'],
  classes: ['not_found'],
  needs:
    'a push of the tag as an index, no deletion of it, and the deletion of a manifest that was pushed for it',
  examine(file) {
    const { state, lastPush } = file.history;
    if (state !== 'present' || !lastPush) return null;
    const deletion = childrenOf(file, lastPush)
      .map(({ observation }) => deletionOf(file, observation.digest ?? ''))
      .find((found) => found !== null);
    if (!deletion) return null;
    const origin = originOf(file, lastPush);
    return {
      cause: 'platform_manifest_deleted',
      weight: 'build',
      summary: `${wanted(file)} is there, but the platform manifest ${deletion.observation.digest}, which was pushed for it, is not: it was deleted at ${when(deletion.at)}${by(deletion)}.`,
      commit: origin ? asCommit(file, origin, 'rebuild') : null,
      push: asPush(lastPush),
      fixes: fixesFor(origin?.sha ?? null),
      basis: [lastPush, deletion],
      facts: nodeSays(file),
    };
  },
};
