/**
 * Why a registry's answer says nothing about the image. None of these is evidence of absence.
 * - `not_configured`: the registry is not in the configuration, so it is not asked.
 * - `address_refused`: it is, or leads to, an address that may not be connected to.
 * - `redirected`: it sends to another host; credentials and trust end there.
 * - `denied`: not for these credentials. Registries answer the same for what is absent and for what is hidden.
 * - `rate_limited`: it wants to be asked later.
 * - `unreachable`, `timeout`, `untrusted`: no answer, not in time, or not from whom it claims.
 * - `registry_error`: it failed (5xx).
 * - `not_understood`: an answer that the OCI distribution specification does not have: a page of HTML,
 *   a body without end, a digest that does not fit.
 */
export type RegistryDoubt =
  | 'not_configured'
  | 'address_refused'
  | 'redirected'
  | 'denied'
  | 'rate_limited'
  | 'unreachable'
  | 'timeout'
  | 'untrusted'
  | 'registry_error'
  | 'not_understood';

export interface Doubtful {
  readonly state: 'unknown';
  readonly reason: RegistryDoubt;
}

/** An image of an index; attestations that the index lists beside them are none. */
export interface IndexedImage {
  readonly digest: string;
  /** `os/arch[/variant]`. */
  readonly platform: string;
  readonly state: 'present' | 'absent' | 'unknown';
}

/** What the image says of its source. */
export interface StatedOrigin {
  /** Full commit id. */
  readonly revision: string | null;
  /** Source repository's path. */
  readonly source: string | null;
  /** Labels are inherited from the base image, so they may speak of another image; annotations are not. */
  readonly mayBeInherited: boolean;
}

export interface PresentManifest {
  readonly state: 'present';
  readonly digest: string;
  readonly mediaType: string;
  /** `os/arch[/variant]`; empty when not known. */
  readonly platforms: readonly string[];
  /** Empty unless it is an index. */
  readonly images: readonly IndexedImage[];
  readonly origin: StatedOrigin | null;
}

/** `absent`: the registry has the repository, or says nothing of it, and has no such manifest. */
export type ManifestAnswer =
  | PresentManifest
  | { readonly state: 'absent' }
  | { readonly state: 'repository_absent' }
  | Doubtful;

/** One page of tags. `next`: pass it as `after` for the next page; `null` on the last. */
export type TagsAnswer =
  | { readonly state: 'listed'; readonly tags: readonly string[]; readonly next: string | null }
  | { readonly state: 'repository_absent' }
  | Doubtful;

/** Something that refers to a manifest: a signature, an attestation, a bill of materials. */
export interface Referrer {
  /** Not told where a tag alone shows that it is there. */
  readonly digest: string | null;
  readonly artifactType: string;
}

export type ReferrersAnswer =
  | { readonly state: 'listed'; readonly referrers: readonly Referrer[] }
  | Doubtful;

/** Reads container registries that the operator named. Nothing is ever written, and nothing is thrown. */
export interface RegistryReader {
  /** Whether the registry at this host may be asked. */
  mayAsk(host: string): boolean;
  /** What is under a tag or digest now. `repository` has its host. A digest wins over a tag. */
  manifest(
    repository: string,
    name: { readonly tag: string | null; readonly digest: string | null },
  ): Promise<ManifestAnswer>;
  tags(repository: string, after: string | null): Promise<TagsAnswer>;
  referrers(repository: string, digest: string): Promise<ReferrersAnswer>;
}
