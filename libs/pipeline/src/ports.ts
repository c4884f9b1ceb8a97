import type {
  ContainerFailure,
  Diagnosis,
  EvidenceSnapshot,
  ImageReference,
  Recorded,
  Verdict,
} from '#domain';

/** A verified delivery, ready to be kept. */
export interface NewDelivery {
  /** UUID v7 made by the receiver: the row's id and the job's key. */
  readonly id: string;
  readonly source: string;
  readonly provider: string;
  readonly event: string | null;
  /** The sender's id, or `sha256:<hex>` of the body where it has none. Unique per source. */
  readonly deliveryId: string;
  readonly receivedAt: Date;
  readonly signed: boolean;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type DeliveryState = 'stored' | 'processed' | 'ignored' | 'failed';

export interface StoredDelivery extends NewDelivery {
  readonly state: DeliveryState;
  readonly reason: string | null;
}

/** The inbound log: what was acknowledged, and what became of it. */
export interface DeliveryLog {
  /** Commits all rows in one statement and tells, per row and in order, whether it was there before.
   * A redelivery of one that failed to process is not a duplicate: it is put back to `stored`. */
  append(deliveries: readonly NewDelivery[]): Promise<readonly { readonly duplicate: boolean }[]>;
  find(id: string): Promise<StoredDelivery | null>;
  /** Ids stored before `before` and still unprocessed, oldest first. */
  unprocessed(before: Date, limit: number): Promise<readonly string[]>;
  markIgnored(id: string, reason: string): Promise<void>;
  markFailed(id: string, reason: string): Promise<void>;
  /** Puts deliveries received since `from` back to `stored`; answers how many. */
  reopen(from: Date, source: string | null): Promise<number>;
}

/** A unit of work that a touched incident asks for. */
export interface DiagnosisRequest {
  readonly incidentId: string;
  /** Grows with every touch; the job's key is `incidentId:revision`. */
  readonly revision: number;
}

/** What normalising one delivery yields, to be written in one transaction. */
export interface DeliveryOutcome {
  readonly deliveryId: string;
  readonly source: string;
  readonly facts: readonly Recorded[];
  readonly receivedAt: Date;
}

/** Facts and the incidents they touch. */
export interface FactStore {
  /**
   * In one transaction: keeps the facts (each once, by content id), extends feed activity, folds
   * failures and recoveries into their containers and incidents, marks every open incident that
   * one of the facts touches, and marks the delivery processed.
   */
  record(outcome: DeliveryOutcome): Promise<readonly DiagnosisRequest[]>;
  /** Indexed look-ups by the names the image leads to; bounded. */
  evidenceFor(image: ImageReference, failures: readonly ContainerFailure[]): Promise<EvidenceSnapshot>;
}

/** What a diagnosis job works on. */
export interface IncidentCase {
  readonly id: string;
  readonly revision: number;
  readonly image: ImageReference | null;
  readonly failures: readonly ContainerFailure[];
  readonly current: Verdict | null;
}

export interface IncidentStore {
  /** `null` when it is gone or nothing newer than its last diagnosis asks for work. */
  open(id: string): Promise<IncidentCase | null>;
  /**
   * Appends a verdict (when it differs from the current one), its outbox row and the names the
   * incident waits for, and notes that `revision` is diagnosed, in one transaction. True when the
   * incident now waits for names it did not before, so that it must be looked at once more.
   */
  conclude(
    incident: IncidentCase,
    diagnosis: Diagnosis | null,
    interests: readonly string[],
    decidedAt: Date,
  ): Promise<{ readonly again: DiagnosisRequest | null; readonly changed: boolean }>;
  /** Incidents whose revision is ahead of their last diagnosis for longer than `before`. */
  undiagnosed(before: Date, limit: number): Promise<readonly DiagnosisRequest[]>;
}

/** The queue between the stages. Losing it loses nothing: sweeps re-enqueue from the store. */
export interface StageQueue {
  normalise(deliveryIds: readonly string[]): Promise<void>;
  diagnose(requests: readonly DiagnosisRequest[]): Promise<void>;
}
