import {
  imageDigestOf,
  imageRepositoryAt,
  imageTagOf,
  readWrittenImage,
  type WrittenImage,
} from './written-image.js';

const PURL = /^pkg:\/*(oci|docker)\/([^@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?/i;

/**
 * The image a package URL names, or `null` when its type is not `oci` or `docker` (purl
 * specification, "PURL types"). `repository_url` of `oci` is the whole repository, of `docker` the
 * registry's host. An `oci` name without it has no host; a `docker` name without it is on Docker Hub.
 */
export function readImagePackageUrl(purl: string | null | undefined): WrittenImage | null {
  const [, type, path, version, query] = PURL.exec((purl ?? '').trim().slice(0, MAX_PURL)) ?? [];
  if (type === undefined || path === undefined) return null;
  const qualifiers = qualifiersOf(query ?? '');
  const repository = repositoryOf(
    type.toLowerCase(),
    decoded(path),
    qualifiers.get('repository_url') ?? null,
  );
  if (repository === null) return null;
  const named = decoded(version ?? '');
  const digest = imageDigestOf(named);
  return {
    repository,
    tag: imageTagOf(qualifiers.get('tag')) ?? (type.toLowerCase() === 'docker' ? imageTagOf(named) : null),
    digest,
  };
}

/** Longer than any repository, tag, digest and qualifiers together. */
const MAX_PURL = 2_048;

function repositoryOf(type: string, name: string, repositoryUrl: string | null): string | null {
  const url = repositoryUrl?.replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, '') ?? '';
  if (url === '') return imageRepositoryAt(type === 'docker' ? 'docker.io' : null, name);
  if (type === 'docker' || !url.includes('/'))
    return readWrittenImage(`${url}/${name}`, null)?.repository ?? null;
  return readWrittenImage(url, null)?.repository ?? null;
}

/** `key=value` pairs; the first of a repeated key counts. */
function qualifiersOf(query: string): ReadonlyMap<string, string> {
  const pairs = query.split('&').map((pair) => {
    const [key = '', ...rest] = pair.split('=');
    return [decoded(key), decoded(rest.join('=').replaceAll('+', ' '))] as const;
  });
  return new Map(pairs.reverse());
}

/** Percent-decoded; a stray `%` is left alone. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
