import { commitIdOf, imageDigestOf, repositoryPathOf } from '#domain';
import type { StatedOrigin } from '#pipeline';
import { lenient, readDocument } from '#platform';

const { list, shape, text, textMap } = lenient;

const platformFields = shape({ os: text, architecture: text, variant: text });
const descriptor = shape({
  mediaType: text,
  digest: text,
  platform: platformFields,
  annotations: textMap,
});

/** OCI image specification: image manifest and image index; Docker's formats have the same fields. */
const manifestSchema = shape({
  mediaType: text,
  config: descriptor,
  manifests: list(descriptor),
  annotations: textMap,
});

const configSchema = shape({
  os: text,
  architecture: text,
  variant: text,
  config: shape({ Labels: textMap }),
});

/** What `Accept` has to name for every kind of manifest an image reference can mean. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** A manifest, or an index of manifests, as far as it is of interest. */
export interface ManifestDocument {
  readonly images: readonly { readonly digest: string; readonly platform: string }[];
  /** Digest of the image's configuration; `null` in an index. */
  readonly config: string | null;
  readonly origin: StatedOrigin | null;
}

/** `null` when the bytes are no manifest. */
export function readManifest(body: Buffer): ManifestDocument | null {
  const read = readDocument(body, manifestSchema);
  if (!read.ok) return null;
  const { manifests, config, annotations } = read.value;
  const digest = imageDigestOf(config?.digest);
  if (manifests.length === 0 && digest === null) return null;
  return {
    images: manifests.flatMap(imageOf),
    config: digest,
    origin: originOf(annotations, false),
  };
}

/**
 * buildx lists attestations among the images of an index, with the platform `unknown/unknown` and an
 * annotation that names the image they are about (moby/buildkit, "Attestation storage").
 */
function imageOf({ digest, platform, annotations }: lenient.Read<typeof descriptor>) {
  const name = platformName(platform);
  const own = imageDigestOf(digest);
  if (own === null || name === null || name.startsWith('unknown/')) return [];
  return annotations.has('vnd.docker.reference.type') ? [] : [{ digest: own, platform: name }];
}

function platformName(platform: lenient.Read<typeof platformFields> | undefined): string | null {
  if (platform?.os === undefined || platform.architecture === undefined) return null;
  const { os, architecture, variant } = platform;
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/** What an image's configuration says of its platform and its source; `null` when the bytes are none. */
export function readImageConfig(
  body: Buffer,
): { readonly platform: string | null; readonly origin: StatedOrigin | null } | null {
  const read = readDocument(body, configSchema);
  if (!read.ok) return null;
  const labels = read.value.config?.Labels;
  return { platform: platformName(read.value), origin: labels ? originOf(labels, true) : null };
}

function originOf(map: ReadonlyMap<string, string>, mayBeInherited: boolean): StatedOrigin | null {
  const revision = commitIdOf(map.get('org.opencontainers.image.revision'));
  const source = repositoryPathOf(map.get('org.opencontainers.image.source'));
  return revision === null && source === null ? null : { revision, source, mayBeInherited };
}
