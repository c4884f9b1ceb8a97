import type { Incident, Verdict } from '#domain';
import type { Database } from '../database/database.js';
import type { Incident as IncidentRow } from '../generated/client.js';
import { type IncidentDetails, readDetails } from './incident-details.sql.js';
import { recordedVerdict } from './recorded-verdict.js';

/** Completes rows with scope and current verdict: two statements, however many rows. */
export async function assembleIncidents(
  database: Database,
  rows: readonly IncidentRow[],
): Promise<readonly Incident[]> {
  if (rows.length === 0) return [];
  const [details, verdicts] = await Promise.all([
    database.run<IncidentDetails>(readDetails(rows.map(({ id }) => id))),
    database.prisma.verdict.findMany({
      where: { OR: rows.map(({ id, version }) => ({ incidentId: id, version })) },
    }),
  ]);
  const detailsOf = new Map(details.map((row) => [row.id, row]));
  const verdictOf = new Map(verdicts.map((row) => [row.incidentId, recordedVerdict(row)]));
  return rows.map((row) => assemble(row, detailsOf.get(row.id), verdictOf.get(row.id) ?? null));
}

function assemble(row: IncidentRow, details: IncidentDetails | undefined, verdict: Verdict | null): Incident {
  return {
    id: row.id,
    state: row.state as Incident['state'],
    openedAt: row.openedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    image: {
      reference: row.reference,
      registry: row.registry,
      repository: row.repository,
      tag: row.tag,
      digest: row.digest,
    },
    error: {
      class: row.errorClass,
      message: row.errorMessage,
      host: row.errorHost,
      runtime: row.errorRuntime,
    },
    scope: {
      clusters: details?.clusters ?? [],
      namespaces: details?.namespaces ?? [],
      workloads: details?.workloads ?? [],
      images: details?.images ?? [],
      nodes: details?.nodes ?? 0,
      pods: details?.pods ?? 0,
    },
    verdict,
  };
}
