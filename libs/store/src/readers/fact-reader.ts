import type { Incident, Recorded } from '#domain';
import type { FactReader } from '#pipeline';
import type { Database } from '../database/database.js';
import { type FactRow, recordedFact } from '../evidence/recorded-fact.js';
import { assembleIncidents } from '../incidents/assemble-incidents.js';
import { commitsByPrefix, factsAboutCommit } from './facts-of-commit.sql.js';

const PREFIX = /^[0-9a-f]{7,64}$/;

/** A commit of a large matrix build has a few hundred reports of its jobs; a report shows no more than these. */
const MAX_FACTS = 1_000;

/** Facts for the commit report. */
export class PostgresFactReader implements FactReader {
  constructor(private readonly database: Database) {}

  async commitsByPrefix(prefix: string, limit: number): Promise<readonly string[]> {
    const hex = prefix.toLowerCase();
    if (!PREFIX.test(hex)) return [];
    const rows = await this.database.run<{ commit: string }>(commitsByPrefix(hex, limit));
    return rows.map(({ commit }) => commit);
  }

  async aboutCommit(sha: string): Promise<readonly Recorded[]> {
    const rows = await this.database.run<FactRow>(factsAboutCommit(sha.toLowerCase(), MAX_FACTS));
    return rows.map(recordedFact);
  }

  async incidentsOfCommit(sha: string, limit: number): Promise<readonly Incident[]> {
    const rows = await this.database.prisma.incident.findMany({
      where: { commitSha: sha.toLowerCase(), mergedInto: null },
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return assembleIncidents(this.database, rows);
  }
}
