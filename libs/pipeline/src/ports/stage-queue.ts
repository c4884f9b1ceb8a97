/** A unit of work that a touched incident asks for. */
export interface DiagnosisRequest {
  readonly incidentId: string;
  /** Grows with every touch; the work's key is `incidentId:revision`. */
  readonly revision: number;
}

/** The queue between the stages. Losing it loses nothing: sweeps re-enqueue from the store. */
export interface StageQueue {
  normalise(deliveryIds: readonly string[]): Promise<void>;
  diagnose(requests: readonly DiagnosisRequest[]): Promise<void>;
  /** Asks registries and forges what these incidents' verdicts lack. */
  fetch(requests: readonly DiagnosisRequest[]): Promise<void>;
}

/** What a worker does with the jobs of each stage. A job holds one piece of work or several that came together. */
export interface StageHandlers {
  readonly normalise: (deliveryIds: readonly string[]) => Promise<void>;
  readonly diagnose: (incidentIds: readonly string[]) => Promise<void>;
  readonly fetch: (incidentIds: readonly string[]) => Promise<void>;
}
