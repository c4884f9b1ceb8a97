import { checkDigest } from './check-digest.js';
import { checkDomain } from './check-domain.js';
import { checkPath } from './check-path.js';
import { checkTag } from './check-tag.js';
import { checkText } from './check-text.js';
import { fault } from './fault.js';
import { normalisePath, normaliseRegistry, splitDomain } from './split-domain.js';
import type { ImageReference, ImageRepository, ParsedReference, ReferenceError } from './types.js';

/** The text cut at its separators, nothing checked yet. Offsets are positions in the text. */
interface Parts {
  readonly domain: string | null;
  readonly path: string;
  readonly pathAt: number;
  readonly tag: string | null;
  readonly tagAt: number;
  readonly digest: string | null;
  readonly digestAt: number;
}

function cut(text: string): Parts {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const { domain, rest } = splitDomain(named);
  const pathAt = named.length - rest.length;
  const colon = rest.indexOf(':');
  return {
    domain,
    path: colon < 0 ? rest : rest.slice(0, colon),
    pathAt,
    tag: colon < 0 ? null : rest.slice(colon + 1),
    tagAt: pathAt + colon + 1,
    digest: at < 0 ? null : text.slice(at + 1),
    digestAt: at + 1,
  };
}

function check(parts: Parts): ReferenceError | null {
  if (parts.path === '') {
    const message = 'The name of the repository is missing here.';
    return fault('bad_separator', Math.max(0, parts.pathAt - 1), message);
  }
  return (
    (parts.domain === null || isNameLike(parts.domain) ? null : checkDomain(parts.domain, 0)) ??
    checkPath(parts.path, parts.pathAt) ??
    (parts.tag === null ? null : checkTag(parts.tag, parts.tagAt)) ??
    (parts.digest === null ? null : checkDigest(parts.digest, parts.digestAt))
  );
}

/**
 * The grammar lets a host be left out, so a first component that is no host (`my_registry.local`) but a
 * valid name component passes, and every runtime then takes it for the host after all.
 */
function isNameLike(domain: string): boolean {
  return checkPath(domain, 0) === null;
}

function normalise(parts: Parts): ImageRepository {
  const registry = normaliseRegistry(parts.domain);
  const path = normalisePath(registry, parts.path);
  return { registry, path, repository: `${registry}/${path}` };
}

/** `repository[:tag][@digest]`. `parseImageReference` of the result gives the same reference back. */
export function formatImageReference(
  reference: Pick<ImageReference, 'repository' | 'tag' | 'digest'>,
): string {
  const tag = reference.tag === null ? '' : `:${reference.tag}`;
  const digest = reference.digest === null ? '' : `@${reference.digest}`;
  return `${reference.repository}${tag}${digest}`;
}

/**
 * Reads an image reference as Docker, containerd and the kubelet do: the grammar and the
 * normalisation of distribution/reference (`ParseNormalizedNamed`, `TagNameOnly`). Never throws; what
 * is refused says which character is wrong and what should stand there.
 */
export function parseImageReference(text: string): ParsedReference {
  const parts = cut(text);
  const error = checkText(text) ?? check(parts);
  if (error) return { ok: false, error };
  const named = normalise(parts);
  // The limit holds for the normalised path, so `library/` counts.
  const tooLong = checkPath(named.path, parts.pathAt);
  if (tooLong) return { ok: false, error: tooLong };
  const tag = parts.tag ?? (parts.digest === null ? 'latest' : null);
  const reference = { ...named, tag, digest: parts.digest };
  return { ok: true, reference: { ...reference, canonical: formatImageReference(reference) } };
}

/**
 * Reads `host/path` as registries' webhooks and pipelines write it, normalised like a reference.
 * Upper case is lowered instead of refused: no registry holds an upper-case name, so a feed that
 * writes an account's display spelling (`ghcr.io/Acme/api`) means the lower-case one.
 *
 * @returns `null` when the text has a tag or a digest, or is no repository name.
 */
export function parseImageRepository(text: string): ImageRepository | null {
  const parts = cut(text.toLowerCase());
  if (parts.tag !== null || parts.digest !== null) return null;
  // The text as written: lowering turns some foreign letters (the Kelvin sign) into plain ones.
  if (checkText(text) ?? check(parts)) return null;
  const named = normalise(parts);
  return checkPath(named.path, parts.pathAt) ? null : named;
}

/**
 * Whether two references ask for the same content: the same repository, and the same digest where
 * both have one (a digest wins over the tag beside it), else the same tag and no digest on either
 * side. Texts that are no references are the same as nothing.
 */
export function sameImage(a: string | ImageReference, b: string | ImageReference): boolean {
  const left = referenceOf(a);
  const right = referenceOf(b);
  if (!left || !right || left.repository !== right.repository) return false;
  return left.digest === null && right.digest === null
    ? left.tag === right.tag
    : left.digest === right.digest;
}

function referenceOf(image: string | ImageReference): ImageReference | null {
  if (typeof image !== 'string') return image;
  const parsed = parseImageReference(image);
  return parsed.ok ? parsed.reference : null;
}
