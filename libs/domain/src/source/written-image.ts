import { parseImageReference, parseImageRepository } from '../image/index.js';
import type { BuildImage } from '../observation.js';

/** An image name as a sender wrote it, in its parts. */
export interface WrittenImage {
  /** Lower case, with the registry host where one is known: `ghcr.io/acme/api`. */
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** A well-formed digest, lower case, or `null`: a malformed one must never be matched on. */
export function imageDigestOf(text: string | null | undefined): string | null {
  const parsed = parseImageReference(`localhost/x@${text?.trim().toLowerCase() ?? ''}`);
  return parsed.ok ? parsed.reference.digest : null;
}

/** A tag as registries accept it, in the sender's case, or `null`. A digest is no tag. */
export function imageTagOf(text: string | null | undefined): string | null {
  const parsed = parseImageReference(`localhost/x:${text?.trim() ?? ''}`);
  return parsed.ok && parsed.reference.digest === null ? parsed.reference.tag : null;
}

/**
 * The canonical repository of `path` in the registry at `host`, or the path alone where the host is
 * not known. `null` when it cannot be a repository, or when the host is a bare word: an image
 * reference cannot name such a registry, so the name would be read as one on Docker Hub.
 */
export function imageRepositoryAt(
  host: string | null | undefined,
  path: string | null | undefined,
): string | null {
  const name = (path ?? '').trim().replace(/^\/|\/$/g, '');
  const registry = (host ?? '')
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');
  if (registry === '') return parseImageRepository(`localhost/${name}`)?.path ?? null;
  return isHost(registry) ? (parseImageRepository(`${registry}/${name}`)?.repository ?? null) : null;
}

/**
 * Takes `host/path[:tag][@digest]` apart, also with a scheme, stray white space, capitals or an empty
 * tag (`ghcr.io/Acme/api:`). Where the name has no host, `defaultHost` is used, and with `null` the
 * repository has none.
 */
export function readWrittenImage(
  text: string | null | undefined,
  defaultHost: string | null,
): WrittenImage | null {
  const plain = (text ?? '').trim().replace(/^(?:https?|docker|oci):\/\//i, '');
  const at = plain.indexOf('@');
  const named = at < 0 ? plain : plain.slice(0, at);
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const full = tagged ? named.slice(0, colon) : named;
  const slash = full.indexOf('/');
  const hosted = slash > 0 && isHost(full.slice(0, slash));
  const repository = hosted
    ? imageRepositoryAt(full.slice(0, slash), full.slice(slash + 1))
    : imageRepositoryAt(defaultHost, full);
  if (repository === null) return null;
  return {
    repository,
    tag: tagged ? imageTagOf(named.slice(colon + 1)) : null,
    digest: at < 0 ? null : imageDigestOf(plain.slice(at + 1)),
  };
}

/** The image as a build names it, without empty fields; a digest given beside the name wins. */
export function builtImage(written: WrittenImage, digest?: string | null): BuildImage {
  const known = imageDigestOf(digest) ?? written.digest;
  return {
    repository: written.repository,
    ...(written.tag === null ? {} : { tag: written.tag }),
    ...(known === null ? {} : { digest: known }),
  };
}

/** Whether an image repository begins with its registry's host. */
export const isHostedRepository = (repository: string) => {
  const slash = repository.indexOf('/');
  return slash > 0 && isHost(repository.slice(0, slash));
};

/** Docker's rule for what can be a host in a reference (`splitDockerDomain` of distribution/reference). */
const isHost = (text: string) => /^[^/]*[.:][^/]*$/.test(text) || text.toLowerCase() === 'localhost';
