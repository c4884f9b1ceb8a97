import { type ContainerFailure, type ContainerState, failureOf } from '#domain';
import type { Database } from '../database/database.js';

/** Failures of rows of the table `container`. */
export const failuresOf = (rows: readonly { readonly state: unknown }[]): readonly ContainerFailure[] =>
  rows.flatMap(({ state }) => failureOf(state as ContainerState) ?? []);

/** Containers of an incident: failing ones first, among them those that tell most. */
export async function failuresOfIncident(
  database: Database,
  incidentId: string,
  limit: number,
): Promise<readonly ContainerFailure[]> {
  const rows = await database.prisma.container.findMany({
    where: { member: { incidentId } },
    orderBy: [{ failing: 'desc' }, { telling: 'desc' }, { id: 'asc' }],
    take: limit,
    select: { state: true },
  });
  return failuresOf(rows);
}
