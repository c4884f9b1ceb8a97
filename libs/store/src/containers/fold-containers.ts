import {
  type ContainerState,
  canonicalJson,
  containerKey,
  type FailureObservation,
  foldContainer,
  type Recorded,
  type RecoveryObservation,
} from '#domain';
import type { Session } from '../database/database.js';
import { containerIdOf, type ReadContainer, readContainer } from './container-row.js';
import {
  type LockedContainer,
  lockContainers,
  reserveContainers,
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

function reportsById(facts: readonly Recorded[]): ReadonlyMap<string, readonly Report[]> {
  const byId = new Map<string, Report[]>();
  for (const fact of facts.filter(isReport)) {
    const id = containerIdOf(containerKey(fact.observation));
    byId.set(id, [...(byId.get(id) ?? []), fact]);
  }
  return byId;
}

function fold(state: ContainerState | null, id: string, reports: readonly Report[]): ContainerState | null {
  return reports.reduce<ContainerState | null>((folded, report) => foldContainer(folded, id, report), state);
}
