import { canonicalJson, type Diagnosis, reasonOfChange } from '#domain';
import type { DiagnosisRequest, IncidentCase, IncidentStore } from '#pipeline';
import { failuresOf } from '../containers/container-failures.js';
import type { Database, Session } from '../database/database.js';
import { sourceRepositoryColumn } from '../facts/canonical-names.js';
import { storableNames } from '../facts/storable-fact.js';
import { storableJson, storableText } from '../storable.js';
import {
  addNames,
  appendVerdict,
  type ConcludedIncident,
  keepNames,
  lockForVerdict,
  noteDiagnosed,
  tellVerdict,
} from './conclude.sql.js';
import { type OpenCase, openCase } from './open-case.sql.js';
import { recordedVerdict } from './recorded-verdict.js';
import { undiagnosed } from './undiagnosed.sql.js';

/**
 * What a diagnosis looks at of an incident with thousands of containers: they fail for one cause, and more of
 * them tell nothing more. Twice what the incident's scope lists.
 */
const MAX_FAILURES = 400;

/** The write side of incidents. */
export class PostgresIncidentStore implements IncidentStore {
  constructor(private readonly database: Database) {}

  async open(id: string): Promise<IncidentCase | null> {
    const [row] = await this.database.run<OpenCase>(openCase(id, MAX_FAILURES));
    if (!row) return null;
    const { revision, reference, states, names, version, decidedAt, body } = row;
    return {
      id,
      revision,
      reference,
      failures: failuresOf(states.map((state) => ({ state }))),
      waitsFor: names,
      current: decidedAt && recordedVerdict({ version, decidedAt, body }),
    };
  }

  async waitFor(incident: IncidentCase, names: readonly string[]): Promise<void> {
    const known = new Set(incident.waitsFor);
    const added = storableNames([...new Set(names)]).filter((name) => !known.has(name));
    if (added.length > 0) await this.database.run(addNames(incident.id, added));
  }

  conclude(
    incident: IncidentCase,
    conclusion: {
      readonly diagnosis: Diagnosis;
      readonly names: readonly string[];
      readonly decidedAt: Date;
    },
  ): Promise<DiagnosisRequest | null> {
    return this.database.transaction(async (session) => {
      const [row] = await session.run<ConcludedIncident>(lockForVerdict(incident.id));
      // Another worker has diagnosed this revision or a newer one: this diagnosis knows no more than that one.
      if (!row || row.diagnosedRevision >= incident.revision) return null;
      const { diagnosis, names, decidedAt } = conclusion;
      if (canonicalJson(row.body) !== canonicalJson(JSON.parse(storableJson(diagnosis)))) {
        await decide(session, incident.id, row, diagnosis, decidedAt);
      }
      const added = await session.run(keepNames(incident.id, storableNames([...new Set(names)])));
      const again = added.length > 0;
      const [noted] = await session.run<{ revision: number }>(
        noteDiagnosed(incident.id, incident.revision, again, decidedAt),
      );
      return again && noted ? { incidentId: incident.id, revision: noted.revision } : null;
    });
  }

  undiagnosed(before: Date, limit: number): Promise<readonly DiagnosisRequest[]> {
    return this.database.run<DiagnosisRequest>(undiagnosed(before, limit));
  }
}

async function decide(
  session: Session,
  incidentId: string,
  row: ConcludedIncident,
  diagnosis: Diagnosis,
  decidedAt: Date,
): Promise<void> {
  const version = row.version + 1;
  const { cause, level, commit } = diagnosis;
  await session.run(
    appendVerdict({
      incidentId,
      version,
      decidedAt,
      cause,
      level,
      commitSha: commit?.sha ?? null,
      commitRepository: sourceRepositoryColumn(commit?.repository),
      body: storableJson(diagnosis),
      reason: storableText(reasonOfChange(row.body as Diagnosis | null, diagnosis)),
    }),
  );
  // Of an incident that was over before anybody was told of it nobody needs to hear.
  if (row.state !== 'open') return;
  if (row.version === 0) await session.run(tellVerdict(incidentId, version, 'opened', decidedAt));
  else if (row.cause !== cause || row.level !== level)
    await session.run(tellVerdict(incidentId, version, 'updated', decidedAt));
}
