/** A request as the checks of this folder see it. */
export interface SignedRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Whom a vendor's signature must vouch for, and the vendor's keys by the address they are published at. */
export interface VendorTrust {
  readonly trust?:
    | { readonly audience?: string | undefined; readonly identities: readonly string[] }
    | undefined;
  readonly publicKeys?: ReadonlyMap<string, string> | undefined;
}
