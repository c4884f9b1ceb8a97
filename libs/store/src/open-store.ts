import { randomUUID } from 'node:crypto';
import type {
  CoverageLog,
  DeliveryLog,
  EvidenceSource,
  FactReader,
  FactStore,
  FetchMemory,
  IncidentReader,
  IncidentStore,
  OperationReader,
  TokenStore,
} from '#pipeline';
import { type Database, openDatabase, type StoreLog } from './database/database.js';
import { PostgresDeliveryLog } from './deliveries/delivery-log.js';
import { PostgresCoverageLog } from './evidence/coverage-log.js';
import { PostgresEvidenceSource } from './evidence/evidence-source.js';
import { PostgresFactStore } from './facts/fact-store.js';
import { PostgresFetchMemory } from './fetching/fetch-memory.js';
import { PostgresIncidentReader } from './incidents/incident-reader.js';
import { PostgresIncidentStore } from './incidents/incident-store.js';
import { migrate } from './migrations/migrate.js';
import { migrationsFolder, readMigrations } from './migrations/migration-files.js';
import { PostgresFactReader } from './readers/fact-reader.js';
import { PostgresOperationReader } from './readers/operation-reader.js';
import { telling } from './store-unavailable.js';
import { PostgresTokenStore } from './tokens/token-store.js';

export interface StoreSettings {
  /** `postgres://…`; everything node-postgres understands. */
  readonly url: string;
  /** Most connections of this process; 10 when absent. */
  readonly poolSize?: number | undefined;
  readonly log: StoreLog;
  /** Makes ids of incidents; random UUIDs when absent. */
  readonly newId?: (() => string) | undefined;
}

/** The store's ports. Every call rejects with `StoreUnavailable` while the database is away. */
export interface Store {
  readonly deliveries: DeliveryLog;
  readonly facts: FactStore;
  readonly evidence: EvidenceSource;
  readonly incidents: IncidentStore;
  readonly incidentReader: IncidentReader;
  readonly factReader: FactReader;
  readonly operations: OperationReader;
  readonly tokens: TokenStore;
  readonly fetches: FetchMemory;
  readonly coverage: CoverageLog;
  /**
   * Brings the database's tables up to date and answers the names of the migrations it applied. Throws
   * `MigrationConflict` when one was changed after it had been applied.
   */
  migrate(): Promise<readonly string[]>;
  /** Waits for running statements and closes the connections. */
  close(): Promise<void>;
}

/** Opens the store. Nothing is connected before the first call, so that a process starts without its database. */
export function openStore({ url, poolSize, log, newId = randomUUID }: StoreSettings): Promise<Store> {
  const database = openDatabase({ url, poolSize, log });
  return Promise.resolve({
    ...portsOn(database, newId),
    ...telling({
      migrate: () => migrate(url, readMigrations(migrationsFolder())),
      close: () => database.close(),
    }),
  });
}

function portsOn(database: Database, newId: () => string) {
  return {
    deliveries: telling<DeliveryLog>(new PostgresDeliveryLog(database)),
    facts: telling<FactStore>(new PostgresFactStore(database, newId)),
    evidence: telling<EvidenceSource>(new PostgresEvidenceSource(database)),
    incidents: telling<IncidentStore>(new PostgresIncidentStore(database)),
    incidentReader: telling<IncidentReader>(new PostgresIncidentReader(database)),
    factReader: telling<FactReader>(new PostgresFactReader(database)),
    operations: telling<OperationReader>(new PostgresOperationReader(database)),
    tokens: telling<TokenStore>(new PostgresTokenStore(database)),
    fetches: telling<FetchMemory>(new PostgresFetchMemory(database)),
    coverage: telling<CoverageLog>(new PostgresCoverageLog(database)),
  };
}
