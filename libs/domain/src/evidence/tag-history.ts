import type { DeleteObservation, PushObservation } from '../observation.js';
import { SKEW_MS } from './run.js';
import type { Recorded } from './snapshot.js';

export { SKEW_MS };

export type PushRecord = Recorded<PushObservation>;
export type DeleteRecord = Recorded<DeleteObservation>;

/** What the registry events say of one tag (or digest) of one repository at one time. */
export interface TagHistory {
  /** `present`: pushed and not deleted since; `never`: no event names it. */
  readonly state: 'present' | 'deleted' | 'never';
  /** The last push at or before the time, with the skew allowed. */
  readonly lastPush: PushRecord | null;
  /** The deletion that ended it, where `state` is `deleted`. */
  readonly deletion: DeleteRecord | null;
  /** The first push after the time: it is, or was, on its way. */
  readonly pushedLater: PushRecord | null;
  readonly pushes: readonly PushRecord[];
}

/** A deletion names the tag, or the digest that the tag had last. */
function removes(
  deletion: DeleteRecord,
  push: PushRecord | null,
  tag: string | null,
  digest: string | null,
): boolean {
  const { observation } = deletion;
  if (tag !== null && observation.tag) return observation.tag === tag;
  if (digest !== null) return observation.digest === digest;
  return !observation.tag && Boolean(observation.digest) && observation.digest === push?.observation.digest;
}

/**
 * Replays pushes and deletions of one tag or digest up to `at`. Both lists belong to one repository
 * and are sorted by time.
 */
export function historyAt(
  pushes: readonly PushRecord[],
  deletions: readonly DeleteRecord[],
  name: { readonly tag: string | null; readonly digest: string | null },
  at: string,
): TagHistory {
  const limit = Date.parse(at) + SKEW_MS;
  const mine = pushes.filter(({ observation }) =>
    name.digest ? observation.digest === name.digest : observation.tag === name.tag,
  );
  const before = mine.filter((push) => Date.parse(push.at) <= limit);
  const lastPush = before[before.length - 1] ?? null;
  const pushedLater = mine.find((push) => Date.parse(push.at) > limit) ?? null;
  const deletion =
    deletions
      .filter((candidate) => Date.parse(candidate.at) <= limit && (!lastPush || candidate.at >= lastPush.at))
      .find((candidate) => removes(candidate, lastPush, name.digest ? null : name.tag, name.digest)) ?? null;
  const state = deletion ? 'deleted' : lastPush ? 'present' : 'never';
  return { state, lastPush, deletion, pushedLater, pushes: mine };
}
