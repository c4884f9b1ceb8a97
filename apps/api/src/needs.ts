import type {
  DeliveryLog,
  EvidenceSource,
  FactReader,
  ImageSettings,
  IncidentReader,
  NewDelivery,
  OperationReader,
  SourceAdapter,
  SourceSettings,
  StageQueue,
  TokenStore,
} from '#pipeline';
import type { Clock, IdSource, Logger } from '#platform';
import type { JobIssuer } from './job-tokens/job-issuer.js';
import type { PageFiles } from './page/page-files.js';

/** Keeps one delivery durably; many concurrent calls share one commit. */
export interface Inbox {
  append(delivery: NewDelivery): Promise<{ readonly id: string; readonly duplicate: boolean }>;
}

/** Who may reach what, beside the API's own tokens. */
export interface AccessSettings {
  readonly jobTokens: readonly JobIssuer[];
  /** Networks (CIDR) of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
}

/** What the API process is given. It stores and enqueues; it decides nothing. */
export interface ApiNeeds {
  readonly inbox: Inbox;
  readonly deliveries: DeliveryLog;
  readonly incidents: IncidentReader;
  readonly facts: FactReader;
  readonly evidence: EvidenceSource;
  readonly operations: OperationReader;
  readonly tokens: TokenStore;
  readonly queue: Pick<StageQueue, 'normalise'>;
  /** Whether the queue takes jobs now. */
  readonly queueReady: () => Promise<boolean>;
  readonly sources: readonly SourceSettings[];
  /** Adapters by every name that a source can be configured under (`sourceCatalog`). */
  readonly adapters: ReadonlyMap<string, SourceAdapter>;
  readonly images: ImageSettings;
  readonly access: AccessSettings;
  /** What of the configuration should be looked at, for `doctor`. */
  readonly warnings: readonly string[];
  /** `null` when the page is not built. */
  readonly page: PageFiles | null;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly log: Logger;
}

/** Injection tokens, one per need, because interfaces do not exist at run time. */
export const NEEDS: { readonly [Need in keyof ApiNeeds]: symbol } = {
  inbox: Symbol('inbox'),
  deliveries: Symbol('deliveries'),
  incidents: Symbol('incidents'),
  facts: Symbol('facts'),
  evidence: Symbol('evidence'),
  operations: Symbol('operations'),
  tokens: Symbol('tokens'),
  queue: Symbol('queue'),
  queueReady: Symbol('queueReady'),
  sources: Symbol('sources'),
  adapters: Symbol('adapters'),
  images: Symbol('images'),
  access: Symbol('access'),
  warnings: Symbol('warnings'),
  page: Symbol('page'),
  clock: Symbol('clock'),
  newId: Symbol('newId'),
  log: Symbol('log'),
};
