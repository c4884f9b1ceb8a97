import type {
  DeliveryLog,
  EvidenceSource,
  FactStore,
  ImageSettings,
  IncidentStore,
  SourceAdapter,
  SourceSettings,
  StageQueue,
} from '#pipeline';
import type { Clock, Logger } from '#platform';

/** What the worker process is given. */
export interface WorkerNeeds {
  readonly deliveries: DeliveryLog;
  readonly facts: FactStore;
  readonly incidents: IncidentStore;
  readonly evidence: EvidenceSource;
  readonly queue: StageQueue;
  /** Adapters by every name that a source can be configured under (`sourceCatalog`). */
  readonly adapters: ReadonlyMap<string, SourceAdapter>;
  readonly sources: readonly SourceSettings[];
  readonly images: ImageSettings;
  readonly clock: Clock;
  readonly log: Logger;
}
