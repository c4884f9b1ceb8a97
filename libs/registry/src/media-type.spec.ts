import { expect, it } from 'vitest';
import { isImageManifest } from './media-type.js';

it.each([
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json; charset=utf-8',
  ' Application/Vnd.OCI.Image.Index.v1+JSON',
])('%s is a manifest', (mediaType) => {
  expect(isImageManifest(mediaType)).toBe(true);
});

it.each([
  '',
  ';',
  'application/octet-stream',
  'application/vnd.docker.container.image.v1+json',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.oci.image.config.v1+json',
])('%s is none', (mediaType) => {
  expect(isImageManifest(mediaType)).toBe(false);
});
