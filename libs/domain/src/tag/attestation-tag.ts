/**
 * Tags that registries and signing tools make themselves: the referrers fall-back `sha256-<hex>` of
 * the OCI distribution specification 1.1, and cosign's `sha256-<hex>.sig`, `.att`, `.sbom` beside it.
 * They name a digest, never a build.
 */
export function isAttestationTag(tag: string): boolean {
  return /^sha(?:256|384|512)-[0-9a-f]{32,128}(?:\.[A-Za-z0-9._-]+)?$/.test(tag);
}
