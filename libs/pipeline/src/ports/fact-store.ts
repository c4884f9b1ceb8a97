import type { Incident, Recorded } from '#domain';
import type { DiagnosisRequest } from './stage-queue.js';

/** What normalising one delivery yields. */
export interface DeliveryOutcome {
  /** Row id of the delivery. */
  readonly deliveryId: string;
  readonly source: string;
  readonly receivedAt: Date;
  readonly facts: readonly Recorded[];
}

/** Facts, and what they do to containers and incidents. */
export interface FactStore {
  /**
   * For all outcomes or for none: keeps the facts (each once, by content id), extends feed activity,
   * folds failures and recoveries into their containers and incidents (opening, moving, resolving),
   * marks every open incident that one of the facts touches, and marks the deliveries processed.
   * Several outcomes at once cost little more than one.
   */
  record(...outcomes: readonly DeliveryOutcome[]): Promise<readonly DiagnosisRequest[]>;
}

/** Facts for the commit report and the timeline. */
export interface FactReader {
  /** Up to `limit` distinct full commit ids known under a prefix of at least seven digits. */
  commitsByPrefix(prefix: string, limit: number): Promise<readonly string[]>;
  /** Builds, commits, pushes and deletions that name the commit, or images its builds named. */
  aboutCommit(sha: string): Promise<readonly Recorded[]>;
  incidentsOfCommit(sha: string, limit: number): Promise<readonly Incident[]>;
}
