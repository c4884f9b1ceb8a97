import type {
  CoverageLog,
  DeliveryLog,
  EvidenceSource,
  FactStore,
  FetchMemory,
  HookLog,
  ImageSettings,
  IncidentReader,
  IncidentStore,
  OperationReader,
  PackageLog,
  RegistryReader,
  SourceAdapter,
  SourceForge,
  SourceSettings,
  StageQueue,
} from '#pipeline';
import type { Clock, Logger } from '#platform';

/** Registries and forges that may be asked, and what is needed to ask them. */
export interface Outside {
  readonly registries: RegistryReader;
  readonly forges: readonly SourceForge[];
  readonly hooks: HookLog | null;
  readonly packages: PackageLog | null;
  readonly memory: FetchMemory;
  readonly incidents: IncidentReader;
  readonly operations: OperationReader;
  readonly coverage: CoverageLog;
}

/** What the worker process is given. */
export interface WorkerNeeds {
  readonly deliveries: DeliveryLog;
  readonly facts: FactStore;
  readonly incidents: IncidentStore;
  readonly evidence: EvidenceSource;
  readonly queue: StageQueue;
  /** Whom to ask for what verdicts lack; `null` where the configuration names nobody. */
  readonly outside: Outside | null;
  /** Adapters by every name that a source can be configured under (`sourceCatalog`). */
  readonly adapters: ReadonlyMap<string, SourceAdapter>;
  readonly sources: readonly SourceSettings[];
  readonly images: ImageSettings;
  readonly clock: Clock;
  readonly newId: (now: Date) => string;
  readonly log: Logger;
}
