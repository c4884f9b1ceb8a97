import {
  type ContainerState,
  canonicalJson,
  containerKey,
  type FailureObservation,
  foldContainer,
  type HeartbeatObservation,
  type Recorded,
  type RecoveryObservation,
} from '#domain';
import type { Session } from '../database/database.js';
import { containerIdOf, type ReadContainer, readContainer } from './container-row.js';
import {
  type LockedContainer,
  lockContainers,
  reserveContainers,
  unseenContainers,
  writeContainers,
} from './containers.sql.js';

type Report = Recorded<FailureObservation | RecoveryObservation>;

const isReport = (fact: Recorded): fact is Report =>
  fact.observation.kind === 'failure' || fact.observation.kind === 'recovery';

/**
 * Folds the reports among the facts into their containers and answers those that changed. The containers stay
 * locked until the transaction ends.
 */
export async function foldContainers(
  session: Session,
  facts: readonly Recorded[],
): Promise<readonly ReadContainer[]> {
  const reports = reportsById(facts);
  const unseen = await unseenBy(session, facts.filter(isHeartbeat));
  for (const { id, recovery } of unseen) reports.set(id, [...(reports.get(id) ?? []), recovery]);
  if (reports.size === 0) return [];
  const ids = [...reports.keys()].sort();
  await session.run(reserveContainers(ids));
  const locked = await session.run<LockedContainer>(lockContainers(ids));
  const changed = locked.flatMap(({ id, state }) => {
    const folded = fold(state, id, reports.get(id) ?? []);
    return folded && canonicalJson(folded) !== canonicalJson(state) ? [readContainer(folded)] : [];
  });
  if (changed.length > 0) await session.run(writeContainers(changed.map(({ row }) => row)));
  return changed;
}

/** Containers that heartbeats say are over, each with the recovery that this means. */
async function unseenBy(session: Session, heartbeats: readonly Recorded<HeartbeatObservation>[]) {
  const found: { id: string; recovery: Report }[] = [];
  for (const heartbeat of heartbeats) {
    const { cluster, knownSince, namespaces, exceptNamespaces } = heartbeat.observation;
    if (!cluster || !knownSince) continue;
    const scope = { namespaces: namespaces ?? null, exceptNamespaces: exceptNamespaces ?? [] };
    const rows = await session.run<{ id: string; state: ContainerState }>(
      unseenContainers({ cluster, knownSince, ...scope }),
    );
    found.push(...rows.map(({ id, state }) => ({ id, recovery: overSince(heartbeat, state, knownSince) })));
  }
  return found;
}

const isHeartbeat = (fact: Recorded): fact is Recorded<HeartbeatObservation> =>
  fact.observation.kind === 'heartbeat';

function overSince({ id, signed }: Recorded, state: ContainerState, knownSince: string): Report {
  const { cluster, namespace, pod, container, image } = state;
  const observation: RecoveryObservation = { kind: 'recovery', cluster, namespace, pod, container, image };
  return { id, at: knownSince, signed, observation };
}

function reportsById(facts: readonly Recorded[]): Map<string, readonly Report[]> {
  const byId = new Map<string, readonly Report[]>();
  for (const fact of facts.filter(isReport)) {
    const id = containerIdOf(containerKey(fact.observation));
    byId.set(id, [...(byId.get(id) ?? []), fact]);
  }
  return byId;
}

function fold(state: ContainerState | null, id: string, reports: readonly Report[]): ContainerState | null {
  return reports.reduce<ContainerState | null>((folded, report) => foldContainer(folded, id, report), state);
}
