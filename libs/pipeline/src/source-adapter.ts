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
}

/** How a delivery proved where it comes from. `unsigned`: the sender has no means to. */
export type Verification =
  | { readonly ok: true; readonly signed: boolean }
  | {
      readonly ok: false;
      readonly reason: 'missing_signature' | 'bad_signature' | 'stale_timestamp' | 'no_secret_configured';
    };

/** What a delivery says, or why it says nothing. */
export type Normalised = { readonly observations: readonly Observation[] } | { readonly ignored: string };

/**
 * One vendor. Three named steps: `verify` looks at raw bytes only, `normalise` parses and converts
 * and is pure. An adapter never throws on a payload: what it cannot read it ignores with a reason.
 */
export interface SourceAdapter {
  /** Stable id, used in the configuration, the route, metric labels and docs. */
  readonly id: string;
  readonly title: string;
  readonly feeds: readonly Feed[];
  /** Largest body accepted, in bytes, with the vendor's own limit as the reason. */
  readonly bodyLimit: number;
  /** Headers that carry a credential and must never be stored, lower case. */
  readonly secretHeaders: readonly string[];
  /** Event name and the sender's delivery id; `null` where the sender has none (the body's hash is used). */
  identify(delivery: RawDelivery): { readonly event: string | null; readonly deliveryId: string | null };
  /** Checks the credential over the raw bytes in constant time. `now` only matters for schemes with a timestamp. */
  verify(delivery: RawDelivery, source: SourceSettings, now: Date): Verification;
  normalise(delivery: RawDelivery, source: SourceSettings): Normalised;
}
