import { type Recorded, touchedNames } from '#domain';
import type { DeliveryOutcome, DiagnosisRequest, FactStore } from '#pipeline';
import { writeKnownHosts } from '../containers/containers.sql.js';
import { foldContainers } from '../containers/fold-containers.js';
import type { Database, Session } from '../database/database.js';
import { together, whenAny } from '../database/together.js';
import { assignIncidents } from '../incidents/assign-incidents.js';
import {
  activityRows,
  branchRows,
  imageSourceRows,
  mentionRows,
  pushedHosts,
  repositoryKeyRows,
  tagKeyRows,
} from './derived-rows.js';
import { distinctBy } from './fact-columns.js';
import {
  countImageSources,
  writeActivity,
  writeBranches,
  writeMentions,
  writeObservations,
  writeRepositoryKeys,
  writeTagKeys,
} from './facts.sql.js';
import { observationRow } from './observation-row.js';
import { storableFact, storableNames } from './storable-fact.js';
import { touchAndSettle } from './touch.sql.js';

/** Facts, and what they do to containers and incidents. */
export class PostgresFactStore implements FactStore {
  constructor(
    private readonly database: Database,
    private readonly newId: () => string,
  ) {}

  /**
   * Two steps, each of them all or nothing. First the facts are committed, then the incidents that wait for
   * them are marked: whoever opens an incident, or makes it wait for more names, in between either is seen by
   * the second step or commits after the first one and so sees the facts. In a single transaction two that run
   * at the same time would each miss the other. The deliveries are processed with the second step, so that a
   * process that ends in between does all of it again; the first step is then without effect.
   *
   * The first commit does not wait for the disk, because the second one does so for both.
   */
  async record(...given: readonly DeliveryOutcome[]): Promise<readonly DiagnosisRequest[]> {
    const outcomes = given.map((outcome) => ({ ...outcome, facts: outcome.facts.map(storableFact) }));
    const facts = outcomes.flatMap((outcome) => outcome.facts);
    const opened = await this.database.transaction((session) => this.keep(session, outcomes), {
      durable: false,
    });
    const names = [...new Set(facts.flatMap(({ observation }) => touchedNames(observation)))];
    const touched = await this.database.alone<DiagnosisRequest>(
      touchAndSettle(storableNames(names), outcomes.map(settlement)),
    );
    return newestRevisions([...opened, ...touched]);
  }

  /** Tables are written in one order, and rows in the order of their keys: see `distinctBy`. */
  private async keep(
    session: Session,
    outcomes: readonly DeliveryOutcome[],
  ): Promise<readonly DiagnosisRequest[]> {
    const facts = outcomes.flatMap((outcome) => outcome.facts);
    if (facts.length === 0) return [];
    const arrived = await keepObservations(session, outcomes);
    const mentions = mentionRows(arrived.changed);
    const freshMentions = mentions.filter(({ observation_id }) => arrived.freshIds.has(observation_id));
    const freshFacts = arrived.changed.filter(({ id }) => arrived.freshIds.has(id));
    await write(session, [
      whenAny(mentions, writeMentions),
      whenAny(tagKeyRows(freshMentions), writeTagKeys),
      whenAny(repositoryKeyRows(freshMentions), writeRepositoryKeys),
      whenAny(imageSourceRows(freshFacts), countImageSources),
      whenAny(branchRows(facts), writeBranches),
    ]);
    const containers = await foldContainers(session, facts);
    const requests = await assignIncidents(
      session,
      containers.flatMap(({ episode }) => episode ?? []),
      this.newId,
    );
    const hosts = [
      ...pushedHosts(freshMentions),
      ...containers.flatMap(({ recoveredHost }) => recoveredHost ?? []),
    ];
    // Last, because every delivery of a source writes the same row of its activity and the next one waits for it.
    await write(session, [
      whenAny([...new Set(hosts)].sort(), writeKnownHosts),
      whenAny(activityRows(outcomes), writeActivity),
    ]);
    return requests;
  }
}

const settlement = ({ deliveryId, facts }: DeliveryOutcome) => ({
  id: deliveryId,
  observations: new Set(facts.map(({ id }) => id)).size,
});

async function write(session: Session, writes: Parameters<typeof together>[0]): Promise<void> {
  const statement = together(writes);
  if (statement) await session.run(statement);
}

/** Facts that were not known, and those of which more is known now. */
async function keepObservations(session: Session, outcomes: readonly DeliveryOutcome[]) {
  const arrivals = outcomes.flatMap(({ facts, ...delivery }) =>
    // A heartbeat is no part of the history; its row would say what the feed's activity says already.
    facts.flatMap((fact) => (fact.observation.kind === 'heartbeat' ? [] : [{ fact, delivery }])),
  );
  const distinct = distinctBy(
    arrivals,
    ({ fact }) => [fact.id],
    (a, b) => ({
      fact: {
        ...a.fact,
        at: a.fact.at < b.fact.at ? a.fact.at : b.fact.at,
        signed: a.fact.signed || b.fact.signed,
      },
      delivery: a.delivery.receivedAt <= b.delivery.receivedAt ? a.delivery : b.delivery,
    }),
  );
  const rows = distinct.map(({ fact, delivery }) => observationRow(fact, delivery));
  const written = await session.run<{ id: string; inserted: boolean }>(writeObservations(rows));
  const changedIds = new Set(written.map(({ id }) => id));
  const freshIds = new Set(written.filter(({ inserted }) => inserted).map(({ id }) => id));
  const changed: readonly Recorded[] = distinct
    .map(({ fact }) => fact)
    .filter(({ id }) => changedIds.has(id));
  return { changed, freshIds };
}

function newestRevisions(requests: readonly DiagnosisRequest[]): readonly DiagnosisRequest[] {
  const byId = new Map<string, DiagnosisRequest>();
  for (const request of requests) {
    const known = byId.get(request.incidentId);
    if (!known || known.revision < request.revision) byId.set(request.incidentId, request);
  }
  return [...byId.values()];
}
