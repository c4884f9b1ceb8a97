import type { ContainerFailure, Diagnosis, Incident, PastVerdict, Verdict } from '#domain';
import type { Page, PageRequest } from './page.js';
import type { DiagnosisRequest } from './stage-queue.js';

/** What a diagnosis job works on. */
export interface IncidentCase {
  readonly id: string;
  readonly revision: number;
  /** The image as the incident shows it: canonical, or as written where it is no reference. */
  readonly reference: string;
  /** The incident's containers, failing ones first, bounded. */
  readonly failures: readonly ContainerFailure[];
  /** Names whose news touch the incident, as the store keeps them. */
  readonly waitsFor: readonly string[];
  readonly current: Verdict | null;
}

/** The write side of incidents. */
export interface IncidentStore {
  /** `null` when it is gone or nothing newer than its last diagnosis asks for work. */
  open(id: string): Promise<IncidentCase | null>;
  /**
   * From now on news of these names touch the incident as well. Called before what they lead to is looked up, so that
   * nothing can arrive in between unseen.
   */
  waitFor(incident: IncidentCase, names: readonly string[]): Promise<void>;
  /**
   * In one transaction: appends a verdict when the diagnosis differs from the current one, with its
   * outbox row; keeps the names the incident waits for; notes that the case's revision is diagnosed.
   * Answers a request when the incident now waits for names it did not before, so that what arrived
   * in between is not missed.
   */
  conclude(
    incident: IncidentCase,
    conclusion: {
      readonly diagnosis: Diagnosis;
      readonly names: readonly string[];
      readonly decidedAt: Date;
    },
  ): Promise<DiagnosisRequest | null>;
  /** Incidents touched before `before` whose revision is still ahead of their last diagnosis. */
  undiagnosed(before: Date, limit: number): Promise<readonly DiagnosisRequest[]>;
}

export interface IncidentFilter {
  readonly state?: 'open' | 'resolved' | undefined;
  readonly cause?: string | undefined;
  readonly class?: string | undefined;
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
  /** Canonical reference of any affected container, or the text as written. */
  readonly image?: string | undefined;
  /** Commit id or prefix of at least seven digits, as named by the current verdict. */
  readonly commit?: string | undefined;
  /** Image repository or source repository. */
  readonly repository?: string | undefined;
  readonly since?: Date | undefined;
}

/** The read side of incidents. */
export interface IncidentReader {
  /** Newest `openedAt` first. */
  list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
  get(id: string): Promise<Incident | null>;
  /** Newest version first. */
  verdicts(id: string, page: PageRequest): Promise<Page<PastVerdict> | null>;
  /** The containers of an incident, failing ones first, at most `limit`. */
  containers(id: string, limit: number): Promise<readonly ContainerFailure[]>;
  /** Ids of open incidents with a failing container on this canonical reference. */
  openOn(
    reference: string,
    place: { readonly cluster?: string | undefined; readonly namespace?: string | undefined },
  ): Promise<readonly string[]>;
}
