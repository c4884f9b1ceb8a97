import type { RawDelivery } from '#pipeline';
import { type Clock, outboundClient } from '#platform';
import type { ConnectedSource } from './source-directory.js';

/** Injection token of the `PublicKeys`. */
export const PUBLIC_KEYS = Symbol('publicKeys');

/** Fetches a document; `null` when it cannot be had. Private networks only where the operator named the address. */
export type FetchDocument = (url: string, allowPrivate: boolean) => Promise<string | null>;

/** Google lets its keys be cached for some hours and rotates them about weekly. */
const KEEP_MS = 3_600_000;

/** After a failure the vendor is left alone for this long. */
const RETRY_MS = 10_000;

/** A key set without the key that a token names is asked for again, but not more often than this. */
const REFRESH_MS = 60_000;

/** Vendors have one address of keys, or one certificate per region. */
const MOST_KEPT = 100;

interface Kept {
  readonly document: Promise<string | null>;
  readonly since: number;
  until: number;
}

/** The vendors' published keys, fetched once and kept for an hour. */
export class PublicKeys {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly fetchDocument: FetchDocument,
    private readonly clock: Clock,
  ) {}

  /** The source with the key that this delivery needs, where its operator trusts a vendor's signature. */
  async lend(source: ConnectedSource, delivery: RawDelivery): Promise<ConnectedSource> {
    const { adapter, settings } = source;
    const url = settings.trust && adapter.keyUrl ? adapter.keyUrl(delivery) : null;
    if (url === null) return source;
    const document = await this.document(url);
    if (document === null) return source;
    return { adapter, settings: { ...settings, publicKeys: new Map([[url, document]]) } };
  }

  /**
   * The document at an address; `null` when it cannot be had.
   *
   * @param naming id of a key: where a kept document lacks it, the issuer may have made a new one since
   */
  async document(
    url: string,
    { naming, allowPrivate = false }: { readonly naming?: string; readonly allowPrivate?: boolean } = {},
  ): Promise<string | null> {
    const now = this.clock().getTime();
    const known = this.kept.get(url);
    if (known && known.until > now) {
      const document = await known.document;
      const lacksKey = naming !== undefined && document !== null && !document.includes(naming);
      if (!lacksKey || known.since + REFRESH_MS > now) return document;
    }
    return this.fetch(url, allowPrivate, now);
  }

  private fetch(url: string, allowPrivate: boolean, now: number): Promise<string | null> {
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    const document = this.fetchDocument(url, allowPrivate);
    const entry: Kept = { document, since: now, until: now + KEEP_MS };
    this.kept.set(url, entry);
    void entry.document.then((document) => {
      if (document === null) entry.until = now + RETRY_MS;
    });
    return entry.document;
  }
}

/** JWKS documents and certificates have a few KiB. */
const MOST_BYTES = 256 * 1024;

/** Half of the shortest time that a sender of these vendors waits (Pub/Sub: 10 s). */
const TIMEOUT_MS = 5_000;

/** Over HTTPS from the public internet only: most addresses come out of a delivery that is not verified yet. */
export const fetchPublicKey: FetchDocument = async (url, allowPrivate) => {
  if (!URL.canParse(url) || (!allowPrivate && !url.startsWith('https://'))) return null;
  const ask = outboundClient({ named: allowPrivate ? [new URL(url).host] : [] });
  const answer = await ask({ url, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES });
  return answer.ok && answer.status === 200 ? answer.body.toString('utf8') : null;
};
