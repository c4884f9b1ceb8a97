import type { ContainerFailure, Incident, PastVerdict } from '#domain';
import type { IncidentFilter, IncidentReader, Page, PageRequest } from '#pipeline';
import { failuresOfIncident } from '../containers/container-failures.js';
import { decodeCursor, pageOf } from '../cursor.js';
import type { Database } from '../database/database.js';
import { clippedName } from '../storable.js';
import { assembleIncidents } from './assemble-incidents.js';
import { incidentWhere } from './incident-filter.js';
import { pastVerdict } from './recorded-verdict.js';

/** Incidents can be open on one reference in several clusters; more than these are no use in one answer. */
const MAX_OPEN = 200;

/** The read side of incidents. */
export class PostgresIncidentReader implements IncidentReader {
  constructor(private readonly database: Database) {}

  async list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>> {
    const rows = await this.database.prisma.incident.findMany({
      where: incidentWhere(filter, page.cursor),
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
    });
    const { items, nextCursor } = pageOf(
      rows,
      page.limit,
      (row) => row,
      (row) => [row.openedAt.toISOString(), row.id],
    );
    return { items: await assembleIncidents(this.database, items), nextCursor };
  }

  async get(id: string): Promise<Incident | null> {
    const row = await this.database.prisma.incident.findUnique({ where: { id } });
    const [incident] = row ? await assembleIncidents(this.database, [row]) : [];
    return incident ?? null;
  }

  async verdicts(id: string, page: PageRequest): Promise<Page<PastVerdict> | null> {
    const { prisma } = this.database;
    const incident = await prisma.incident.findUnique({ where: { id }, select: { id: true } });
    if (!incident) return null;
    const [version] = decodeCursor(page.cursor, 1) ?? [];
    const rows = await prisma.verdict.findMany({
      where: {
        incidentId: id,
        ...(Number.isSafeInteger(Number(version)) ? { version: { lt: Number(version) } } : {}),
      },
      orderBy: { version: 'desc' },
      take: page.limit + 1,
    });
    return pageOf(rows, page.limit, pastVerdict, (row) => [String(row.version)]);
  }

  containers(id: string, limit: number): Promise<readonly ContainerFailure[]> {
    return failuresOfIncident(this.database, id, limit);
  }

  async openOn(
    reference: string,
    {
      cluster,
      namespace,
    }: { readonly cluster?: string | undefined; readonly namespace?: string | undefined },
  ): Promise<readonly string[]> {
    const container = {
      reference,
      failing: true,
      ...(cluster ? { cluster: clippedName(cluster) } : {}),
      ...(namespace ? { namespace: clippedName(namespace) } : {}),
    };
    const rows = await this.database.prisma.incident.findMany({
      where: { state: 'open', members: { some: { container } } },
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: MAX_OPEN,
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }
}
