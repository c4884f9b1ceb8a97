import type { IncidentFilter } from '#pipeline';
import { decodeCursor } from '../cursor.js';
import { imageRepositoryColumn, sourceRepositoryColumn } from '../facts/canonical-names.js';
import type { Prisma } from '../generated/client.js';
import { clippedName } from '../storable.js';

/** Incidents that a filter and a cursor let through. Those merged into another are never listed. */
export function incidentWhere(filter: IncidentFilter, cursor: string | null): Prisma.IncidentWhereInput {
  return {
    mergedInto: null,
    AND: [
      filter.state ? { state: filter.state } : {},
      filter.cause ? { cause: filter.cause } : {},
      filter.class ? { errorClass: filter.class } : {},
      filter.commit ? { commitSha: { startsWith: filter.commit.toLowerCase() } } : {},
      filter.since ? { lastSeenAt: { gte: filter.since } } : {},
      filter.repository ? ofRepository(filter.repository) : {},
      ofContainers(filter),
      olderThan(cursor),
    ],
  };
}

function ofRepository(repository: string): Prisma.IncidentWhereInput {
  return {
    OR: [
      { repository: imageRepositoryColumn(repository) ?? '' },
      { commitRepository: sourceRepositoryColumn(repository) ?? '' },
    ],
  };
}

/** One and the same container is in the cluster and the namespace and has the image. */
function ofContainers({ cluster, namespace, image }: IncidentFilter): Prisma.IncidentWhereInput {
  if (!cluster && !namespace && !image) return {};
  return {
    members: {
      some: {
        container: {
          ...(cluster ? { cluster: clippedName(cluster) } : {}),
          ...(namespace ? { namespace: clippedName(namespace) } : {}),
          ...(image ? { OR: [{ reference: image }, { image }] } : {}),
        },
      },
    },
  };
}

function olderThan(cursor: string | null): Prisma.IncidentWhereInput {
  const [openedAt, id] = decodeCursor(cursor, 2) ?? [];
  const at = new Date(openedAt ?? Number.NaN);
  if (Number.isNaN(at.getTime()) || !id) return {};
  // The first condition is implied by the second; it is the one that PostgreSQL can use as an index range.
  return { openedAt: { lte: at }, OR: [{ openedAt: { lt: at } }, { id: { lt: id } }] };
}
