import type { Statement } from '../database/statement.js';

// Raw, because a verdict is decided upon under the lock of its incident's row.

export interface ConcludedIncident {
  readonly state: 'open' | 'resolved';
  readonly revision: number;
  readonly diagnosedRevision: number;
  readonly version: number;
  readonly cause: string | null;
  readonly level: string | null;
  readonly body: object | null;
}

/** The incident, locked, with its current verdict. None when it is gone or merged into another. */
export const lockForVerdict = (id: string): Statement => ({
  name: 'lock_for_verdict',
  text: `
    select i.state, i.revision, i.diagnosed_revision as "diagnosedRevision", i.version, i.cause, i.level,
      (select v.body from verdict v where v.incident_id = i.id and v.version = i.version) as body
    from incident i where i.id = $1 and i.merged_into is null for no key update of i`,
  values: [id],
});

export interface NewVerdict {
  readonly incidentId: string;
  readonly version: number;
  readonly decidedAt: Date;
  readonly cause: string;
  readonly level: string;
  readonly commitSha: string | null;
  readonly commitRepository: string | null;
  readonly body: string;
  readonly reason: string;
}

export const appendVerdict = (verdict: NewVerdict): Statement => ({
  name: 'append_verdict',
  text: `
    with appended as (
      insert into verdict (incident_id, version, decided_at, cause, level, commit_sha, body, reason)
      values ($1, $2, $3, $4, $5, $6, $8::jsonb, $9)
    )
    update incident set version = $2, cause = $4, level = $5, commit_sha = $6, commit_repository = $7 where id = $1`,
  values: [
    verdict.incidentId,
    verdict.version,
    verdict.decidedAt.toISOString(),
    verdict.cause,
    verdict.level,
    verdict.commitSha,
    verdict.commitRepository,
    verdict.body,
    verdict.reason,
  ],
});

export const tellVerdict = (
  incidentId: string,
  version: number,
  kind: 'opened' | 'updated',
  at: Date,
): Statement => ({
  name: 'tell_verdict',
  text: 'insert into outbox (incident_id, version, kind, created_at) values ($1, $2, $3, $4)',
  values: [incidentId, version, kind, at.toISOString()],
});

/** Adds names, unless the incident is gone meanwhile. */
export const addNames = (incidentId: string, names: readonly string[]): Statement => ({
  name: 'add_names',
  text: `
    insert into incident_name (name, incident_id, seeded)
    select name, i.id, false from unnest($2::text[]) as t (name), incident i where i.id = $1 order by name
    on conflict do nothing`,
  values: [incidentId, names],
});

/** Keeps exactly these names and those read from the image; answers the ones that were not there. */
export const keepNames = (incidentId: string, names: readonly string[]): Statement => ({
  name: 'keep_names',
  text: `
    with outdated as (
      delete from incident_name where incident_id = $1 and not seeded and name <> all($2::text[])
    )
    insert into incident_name (name, incident_id, seeded)
    select name, $1, false from unnest($2::text[]) as t (name) order by name
    on conflict do nothing returning name`,
  values: [incidentId, names],
});

/** Notes the diagnosis, and asks for another one where `again` says so. */
export const noteDiagnosed = (incidentId: string, revision: number, again: boolean, at: Date): Statement => ({
  name: 'note_diagnosed',
  text: `
    update incident set
      diagnosed_revision = greatest(diagnosed_revision, $2),
      revision = revision + case when $3 then 1 else 0 end,
      touched_at = case when $3 then $4 else touched_at end
    where id = $1 returning revision`,
  values: [incidentId, revision, again, at.toISOString()],
});
