import { imageRepositoryAt, parseImageRepository, readWrittenImage, type WrittenImage } from '#domain';

/**
 * Reads an image name and, where the source is configured with the registry's public host, puts that
 * in place of the one the sender knows itself by, which is often an internal name.
 */
export function readImageAtHost(
  text: string | undefined,
  registryHost: string | undefined,
): WrittenImage | null {
  const image = readWrittenImage(text, registryHost ?? null);
  if (image === null || registryHost === undefined) return image;
  const path = parseImageRepository(image.repository)?.path;
  const repository = imageRepositoryAt(registryHost, path);
  return repository === null ? null : { ...image, repository };
}

/** Host and port of an address, e.g. the page of a package or the endpoint of a registry. */
export function hostOf(url: string | undefined): string | undefined {
  return URL.canParse(url ?? '') ? new URL(url ?? '').host || undefined : undefined;
}
