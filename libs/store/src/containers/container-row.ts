import { createHash } from 'node:crypto';
import {
  type ContainerFailure,
  type ContainerState,
  failureOf,
  type Grouping,
  groupFailure,
  isFailing,
  tellingRank,
  wantedReference,
} from '#domain';
import { clippedName, storableJson, storableName, storableTime } from '../storable.js';

/** A row of the table `container`. */
export interface ContainerRow {
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly workload_kind: string | null;
  readonly workload_name: string | null;
  readonly node: string | null;
  readonly image: string;
  readonly reference: string;
  readonly host: string | null;
  readonly error_class: string | null;
  readonly failing: boolean;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly recovered_at: string | null;
  readonly telling: number;
  readonly state: string;
}

/** What a container's state means for incidents. */
export interface ReadContainer {
  readonly row: ContainerRow;
  /** `null` while only a recovery is known of the container: it belongs to no incident. */
  readonly episode: Episode | null;
  /** Registry host where the container got its image at least once, as far as is known. */
  readonly recoveredHost: string | null;
}

/** The time in which a container failed, under the key it is grouped by. */
export interface Episode {
  readonly containerId: string;
  /** SHA-256 of the grouping key, which holds a reference of any length. */
  readonly key: string;
  readonly starts: string;
  /** `null` while it fails. */
  readonly ends: string | null;
  readonly lastSeen: string;
  /** How much its error tells, higher is more. */
  readonly telling: number;
}

/** Below every rank: nothing was said at all. */
const LEAST_TELLING = -100;

const hexOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Id of the container that reports with this key are about. */
export const containerIdOf = (containerKey: string): string => hexOf(containerKey);

/** Reads a container's folded state. */
export function readContainer(state: ContainerState): ReadContainer {
  const failure = failureOf(state);
  const grouping = failure && groupFailure(failure);
  const wanted = wantedReference(state.image);
  const failing = isFailing(state);
  const host = grouping?.error.host ?? wanted.registry;
  const episode = failure && grouping && episodeOf(failure, grouping, failing);
  const workload = state.context.workload?.value ?? null;
  return {
    row: {
      id: state.id,
      cluster: clippedName(state.cluster),
      namespace: clippedName(state.namespace),
      pod: clippedName(state.pod),
      container: clippedName(state.container),
      workload_kind: storableName(workload?.kind),
      workload_name: storableName(workload?.name),
      node: storableName(state.context.node?.value),
      image: state.image,
      reference: wanted.canonical,
      host: storableName(host),
      error_class: grouping?.error.class ?? null,
      failing,
      first_seen: storableOrNull(state.firstSeenAt),
      last_seen: storableOrNull(state.lastSeenAt),
      recovered_at: storableOrNull(state.recoveredAt),
      telling: episode?.telling ?? LEAST_TELLING,
      state: storableJson(state),
    },
    episode,
    recoveredHost: state.recoveredAt ? storableName(wanted.registry) : null,
  };
}

const storableOrNull = (time: string | null) => (time === null ? null : storableTime(time));

function episodeOf(failure: ContainerFailure, grouping: Grouping, failing: boolean): Episode {
  return {
    containerId: failure.id,
    key: hexOf(grouping.key),
    starts: storableTime(failure.firstSeenAt),
    ends: failing ? null : storableTime(failure.recoveredAt ?? failure.lastSeenAt),
    lastSeen: storableTime(failure.lastSeenAt),
    telling: -tellingRank(grouping.error),
  };
}
