import { createHash } from 'node:crypto';
import { imageDigestOf } from '#domain';
import type { IndexedImage, ManifestAnswer, PresentManifest, StatedOrigin } from '#pipeline';
import { isImageManifest } from '../media-type.js';
import { MANIFEST_TYPES, type ManifestDocument, readImageConfig, readManifest } from './manifest-document.js';
import { readAbsence } from './registry-errors.js';
import { type RegistryAnswer, type RegistryQuestion, refusalOf } from './registry-session.js';

/** The OCI distribution specification lets a registry refuse manifests over 4 MiB; nobody makes larger ones. */
const MOST_MANIFEST_BYTES = 4 * 1024 * 1024;
/** A configuration has a line per layer and step; the largest seen in the wild have some hundred KiB. */
const MOST_CONFIG_BYTES = 1024 * 1024;
const MOST_ERROR_BYTES = 64 * 1024;
/** Images of an index that are looked for: the official images have at most 12 platforms. */
const MOST_IMAGES = 16;

/** Asks the registry inside one deadline and for one repository. */
export type Ask = (question: Omit<RegistryQuestion, 'path'>) => Promise<RegistryAnswer>;

const unknown = (reason: Extract<ManifestAnswer, { state: 'unknown' }>['reason']): ManifestAnswer => ({
  state: 'unknown',
  reason,
});

/**
 * What is under a tag or digest. `HEAD` first, which no registry counts as a pull; a 404 is only
 * believed in the registry's own words, since a proxy's page of HTML says nothing about the image.
 *
 * @param hidesNothing whether "no such repository" can be believed: it is told to strangers, too, of what is hidden
 */
export async function askManifest(ask: Ask, name: string, hidesNothing: boolean): Promise<ManifestAnswer> {
  const rest = `manifests/${name}`;
  const head = await ask({ method: 'HEAD', rest, accept: MANIFEST_TYPES, maxBytes: 0 });
  if (!head.ok) return unknown(head.reason);
  if (head.status === 404) return askAbsence(ask, rest, hidesNothing);
  if (head.status !== 200) return unknown(refusalOf(head.status));
  const mediaType = (head.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!isImageManifest(mediaType)) return unknown('not_understood');
  const digest = imageDigestOf(head.headers['docker-content-digest']) ?? (name.includes(':') ? name : null);
  if (digest === null) return unknown('not_understood');
  return { state: 'present', digest, mediaType, ...(await describe(ask, digest)) };
}

async function askAbsence(ask: Ask, rest: string, hidesNothing: boolean): Promise<ManifestAnswer> {
  const answer = await ask({
    method: 'GET',
    rest,
    accept: MANIFEST_TYPES,
    maxBytes: MOST_ERROR_BYTES,
  });
  if (!answer.ok) return unknown(answer.reason);
  if (answer.status !== 404) return unknown(refusalOf(answer.status));
  const absence = readAbsence(answer.body);
  if (absence === 'manifest') return { state: 'absent' };
  if (absence === null) return unknown('not_understood');
  return hidesNothing ? { state: 'repository_absent' } : unknown('denied');
}

type Description = Pick<PresentManifest, 'platforms' | 'images' | 'origin'>;

const UNDESCRIBED: Description = { platforms: [], images: [], origin: null };

/** What the manifest says of its platforms and source; as little as is had in time. */
async function describe(ask: Ask, digest: string): Promise<Description> {
  const manifest = await fetchManifest(ask, digest);
  if (manifest === null) return UNDESCRIBED;
  if (manifest.config !== null) return describeImage(ask, manifest.config, manifest.origin);
  const images = await lookForImages(ask, manifest.images.slice(0, MOST_IMAGES));
  const platforms = [...new Set(images.map(({ platform }) => platform))];
  const [first] = images.filter(({ state }) => state === 'present');
  const origin = manifest.origin ?? (first ? await originOfImage(ask, first.digest) : null);
  return { platforms, images, origin };
}

async function describeImage(ask: Ask, config: string, stated: StatedOrigin | null): Promise<Description> {
  const answer = await ask({ method: 'GET', rest: `blobs/${config}`, maxBytes: MOST_CONFIG_BYTES });
  const read =
    answer.ok && answer.status === 200 && isOf(answer.body, config) ? readImageConfig(answer.body) : null;
  return {
    platforms: read?.platform ? [read.platform] : [],
    images: [],
    origin: stated ?? read?.origin ?? null,
  };
}

async function originOfImage(ask: Ask, digest: string): Promise<StatedOrigin | null> {
  const manifest = await fetchManifest(ask, digest);
  if (manifest === null || manifest.config === null) return null;
  return (await describeImage(ask, manifest.config, manifest.origin)).origin;
}

/** The manifest with this digest, and only if its bytes are what the digest says. */
async function fetchManifest(ask: Ask, digest: string): Promise<ManifestDocument | null> {
  const answer = await ask({
    method: 'GET',
    rest: `manifests/${digest}`,
    accept: MANIFEST_TYPES,
    maxBytes: MOST_MANIFEST_BYTES,
  });
  return answer.ok && answer.status === 200 && isOf(answer.body, digest) ? readManifest(answer.body) : null;
}

/** SHA-512 digests are rare, and what cannot be checked is not believed. */
const isOf = (body: Buffer, digest: string) =>
  digest === `sha256:${createHash('sha256').update(body).digest('hex')}`;

async function lookForImages(
  ask: Ask,
  images: readonly { readonly digest: string; readonly platform: string }[],
): Promise<readonly IndexedImage[]> {
  return Promise.all(
    images.map(async (image) => {
      const rest = `manifests/${image.digest}`;
      const head = await ask({ method: 'HEAD', rest, accept: MANIFEST_TYPES, maxBytes: 0 });
      if (!head.ok) return { ...image, state: 'unknown' as const };
      if (head.status === 200) return { ...image, state: 'present' as const };
      const absence = head.status === 404 ? await askAbsence(ask, rest, true) : null;
      return { ...image, state: absence?.state === 'absent' ? ('absent' as const) : ('unknown' as const) };
    }),
  );
}
