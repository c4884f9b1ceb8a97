/** Media types of what a tag or digest in an image reference can name (OCI image and Docker formats). */
const MANIFESTS = [
  /^application\/vnd\.docker\.distribution\.manifest\.(?:v1|v2|list\.v2)\+(?:json|prettyjws)$/,
  /^application\/vnd\.oci\.image\.(?:manifest|index)\.v1\+json$/,
];

/** True for manifests and indexes, false for layers, configurations and everything else. */
export function isImageManifest(mediaType: string): boolean {
  const bare = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return MANIFESTS.some((pattern) => pattern.test(bare));
}
