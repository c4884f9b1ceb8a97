import type { Feed, Observation } from '#domain';

/** A webhook as it came over the wire. */
export interface RawDelivery {
  /** Lower-case header names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One configured source: who may deliver under `/v1/hooks/<id>`. */
export interface SourceSettings {
  readonly id: string;
  readonly provider: string;
  /** Several while a secret is being rotated; any of them verifies. */
  readonly secrets: readonly string[];
  /** Last segment of the path for senders that cannot sign. */
  readonly token?: string | undefined;
  /** Host to write image repositories with, where the sender does not know its own public name. */
  readonly registryHost?: string | undefined;
  /** Who may deliver when the vendor signs with a key of its own, which it lends to every customer. */
  readonly trust?: TrustedSenders | undefined;
  /**
   * The vendor's public keys by the address that `keyUrl` names: a JWKS document or a PEM
   * certificate. The receiver fetches and keeps them; adapters never use the network.
   */
  readonly publicKeys?: ReadonlyMap<string, string> | undefined;
  /** Networks (CIDR) that may deliver, for senders that cannot sign and have fixed addresses; all when absent. */
  readonly addresses?: readonly string[] | undefined;
}

/** Identities that a vendor's signature must vouch for. */
export interface TrustedSenders {
  /** Audience of Google's ID tokens, as set on the push subscription. */
  readonly audience?: string | undefined;
  /** Service account e-mails (Google) or topic ARNs (Amazon SNS). */
  readonly identities: readonly string[];
}

/** How a delivery proved where it comes from. `unsigned`: the sender has no means to. */
export type Verification =
  | { readonly ok: true; readonly signed: boolean }
  | {
      readonly ok: false;
      readonly reason:
        | 'missing_signature'
        | 'bad_signature'
        | 'stale_timestamp'
        | 'no_secret_configured'
        /** The vendor's public key could not be had; the sender should try again (503). */
        | 'key_unavailable';
    };

/**
 * Why a delivery yields no observation: shown in the inbound log and counted in metrics.
 * - `unreadable_body`: not UTF-8, not JSON, or nested beyond any vendor's format.
 * - `unexpected_shape`: JSON without the object the sender documents.
 * - `unknown_event`: the event's name is missing or not in the adapter's catalog.
 * - `irrelevant_event`: known, and says nothing of commits, builds or images (a pull, a scan).
 * - `ping`: the sender's test of the address.
 * - `subscription_confirmation`: the sender asks whether it may deliver here; see `confirmationUrl`.
 * - `not_an_image`: a package or artifact of another kind, or a blob.
 * - `nothing_identified`: understood, but it names no repository, commit, tag, digest or run.
 * - `registry_unknown`: the sender does not know its registry's host, and the source has no `registryHost`.
 */
export type IgnoreReason =
  | 'unreadable_body'
  | 'unexpected_shape'
  | 'unknown_event'
  | 'irrelevant_event'
  | 'ping'
  | 'subscription_confirmation'
  | 'not_an_image'
  | 'nothing_identified'
  | 'registry_unknown';

/** What a delivery says, or why it says nothing. */
export type Normalised =
  | { readonly observations: readonly Observation[] }
  | { readonly ignored: IgnoreReason };

/**
 * One vendor. Three named steps: `verify` looks at raw bytes only, `normalise` parses and converts
 * and is pure. An adapter never throws on a payload: what it cannot read it ignores with a reason.
 */
export interface SourceAdapter {
  /** Stable id, used in the configuration, the route, metric labels and docs. */
  readonly id: string;
  readonly title: string;
  readonly feeds: readonly Feed[];
  /**
   * Other names a source of this vendor may be configured under. A name that several adapters share
   * is an event bus: every delivery goes to the adapter that reads it (`sourceCatalog`).
   */
  readonly aliases?: readonly string[];
  /**
   * The vendor cannot sign: `verify` answers `{ok: true, signed: false}` for a source without
   * secrets, so such a source must have a path token, which the receiver checks first. With secrets
   * configured, the static credential the sender can add is required.
   */
  readonly unsigned?: true;
  /** Largest body accepted, in bytes, with the vendor's own limit as the reason. */
  readonly bodyLimit: number;
  /** Headers that carry a credential and must never be stored, lower case. */
  readonly secretHeaders: readonly string[];
  /** Event name and the sender's delivery id; `null` where the sender has none (the body's hash is used). */
  identify(delivery: RawDelivery): { readonly event: string | null; readonly deliveryId: string | null };
  /**
   * Where the public key that signed this delivery is published, always at the vendor's own host;
   * `null` when none is needed. Only adapters whose vendor signs with its own key have this.
   */
  keyUrl?(delivery: RawDelivery): string | null;
  /**
   * Address, always at the vendor's own host, whose opening tells the vendor that its deliveries are
   * wanted; `null` for other deliveries. The receiver opens it once the delivery has verified.
   */
  confirmationUrl?(delivery: RawDelivery): string | null;
  /**
   * Checks the credential over the raw bytes in constant time. `now` only matters for schemes with a
   * timestamp. A promise where the vendor signs with a key of its own.
   */
  verify(delivery: RawDelivery, source: SourceSettings, now: Date): Verification | Promise<Verification>;
  normalise(delivery: RawDelivery, source: SourceSettings): Normalised;
}

/** For `unsigned` adapters: the credential is checked where the source has one configured. */
export function unsignedUnlessSecret(
  { secrets }: Pick<SourceSettings, 'secrets'>,
  check: () => Verification,
): Verification {
  return secrets.some((secret) => secret !== '') ? check() : { ok: true, signed: false };
}

/** Largest body accepted from a vendor that names no limit of its own: 5 MiB. */
export const DEFAULT_BODY_LIMIT = 5 * 1024 * 1024;
