import type { Incident } from '../../api/types.js';

/** An incident in the list. `gone`: a later answer no longer has it, and the reader is still in the list. */
export interface Row {
  readonly incident: Incident;
  readonly gone: boolean;
}

/** The list after a new answer, and how many new incidents wait for the reader to look up. */
export interface SteadyRows {
  readonly rows: readonly Row[];
  readonly waiting: number;
}

/**
 * Takes a new answer into the list. While somebody reads, no row moves: rows change in place, rows that
 * left the answer stay as `gone`, rows further down are added at the end, and new ones above wait.
 * Otherwise the list is the answer.
 */
export function steadyRows(
  before: readonly Row[],
  latest: readonly Incident[],
  reading: boolean,
): SteadyRows {
  const answer = uniqueById(latest);
  if (!reading || before.length === 0) {
    return { rows: answer.map((incident) => ({ incident, gone: false })), waiting: 0 };
  }
  const byId = new Map(answer.map((incident) => [incident.id, incident]));
  const kept = before.map(({ incident }) => {
    const now = byId.get(incident.id);
    return { incident: now ?? incident, gone: now === undefined };
  });
  const known = new Set(before.map(({ incident }) => incident.id));
  const lastKnown = answer.findLastIndex(({ id }) => known.has(id));
  const below = answer.slice(lastKnown + 1).filter(() => lastKnown >= 0);
  const above = answer.slice(0, lastKnown < 0 ? undefined : lastKnown).filter(({ id }) => !known.has(id));
  return {
    rows: [...kept, ...below.map((incident) => ({ incident, gone: false }))],
    waiting: above.length,
  };
}

/** Pages are read one after the other, so an incident may be on two of them. */
function uniqueById(incidents: readonly Incident[]): readonly Incident[] {
  return [...new Map(incidents.map((incident) => [incident.id, incident])).values()];
}
