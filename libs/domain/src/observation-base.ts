/** Fields every observation may carry. */
export interface ObservationBase {
  /** Id of the adapter that read it (`github`, `ghcr`, `distribution`, …). */
  readonly provider?: string | null;
  /** When the sender says it happened. Falls back to the delivery's receive time in the store. */
  readonly occurredAt?: string | null;
  readonly actor?: string | null;
  /** The sender's own id of the event inside the delivery. */
  readonly eventId?: string | null;
}
