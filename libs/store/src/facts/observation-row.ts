import type { Observation, Recorded } from '#domain';
import type { DeliveryOutcome } from '#pipeline';
import { storableJson, storableName, storableNumber, storableText, storableTime } from '../storable.js';
import { imageRepositoryColumn, sourceRepositoryColumn } from './canonical-names.js';

/** A row of the table `observation`. */
export interface ObservationRow {
  readonly id: string;
  readonly delivery_id: string;
  readonly source: string;
  readonly kind: string;
  readonly provider: string | null;
  readonly at: string;
  readonly received_at: string;
  readonly signed: boolean;
  readonly repository: string | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly git_tag: string | null;
  readonly run_id: string | null;
  readonly run_number: number | null;
  readonly pull_request: number | null;
  readonly data: string;
}

type LookUpColumns = Pick<
  ObservationRow,
  'repository' | 'commit' | 'branch' | 'git_tag' | 'run_id' | 'run_number' | 'pull_request'
>;

const NOTHING: LookUpColumns = {
  repository: null,
  commit: null,
  branch: null,
  git_tag: null,
  run_id: null,
  run_number: null,
  pull_request: null,
};

/** The row of a fact, with the look-up columns filled from its observation. */
export function observationRow(fact: Recorded, delivery: Omit<DeliveryOutcome, 'facts'>): ObservationRow {
  const { observation } = fact;
  return {
    id: fact.id,
    delivery_id: delivery.deliveryId,
    source: delivery.source,
    kind: observation.kind,
    provider: observation.provider ? storableText(observation.provider) : null,
    at: storableTime(fact.at),
    received_at: delivery.receivedAt.toISOString(),
    signed: fact.signed,
    ...lookUpColumns(observation),
    data: storableJson(observation),
  };
}

function lookUpColumns(observation: Observation): LookUpColumns {
  if (observation.kind === 'push' || observation.kind === 'delete') {
    const commit = observation.kind === 'push' ? storableName(observation.commit) : null;
    return { ...NOTHING, repository: imageRepositoryColumn(observation.repository), commit };
  }
  if (observation.kind !== 'build' && observation.kind !== 'commit') return NOTHING;
  const ref = {
    ...NOTHING,
    repository: sourceRepositoryColumn(observation.repository),
    commit: storableName(observation.commit),
    branch: storableName(observation.branch),
    git_tag: storableName(observation.gitTag),
  };
  if (observation.kind === 'commit') return ref;
  return {
    ...ref,
    run_id: storableName(observation.runId),
    run_number: storableNumber(observation.runNumber),
    pull_request: storableNumber(observation.pullRequest),
  };
}
