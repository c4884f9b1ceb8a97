import { describe, expect, it } from 'vitest';
import {
  builtImage,
  commitIdInUrl,
  commitIdOf,
  imageDigestOf,
  imageRepositoryAt,
  imageTagOf,
  isZeroCommit,
  readImagePackageUrl,
  readRef,
  readRepositoryAddress,
  readWrittenImage,
  repositoryPathOf,
} from './index.js';

const SHA = '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d';
const DIGEST = `sha256:${'ab12'.repeat(16)}`;

describe('commit ids', () => {
  it('takes full ids only, lower case', () => {
    expect(commitIdOf(` ${SHA.toUpperCase()}\n`)).toBe(SHA);
    expect(commitIdOf('a'.repeat(64))).toBe('a'.repeat(64));
    for (const text of [SHA.slice(0, 7), '65', '', null, undefined, `${SHA}0`, '0'.repeat(40)])
      expect(commitIdOf(text)).toBeNull();
  });

  it('knows the id that says "no commit"', () => {
    expect(isZeroCommit('0'.repeat(40))).toBe(true);
    expect(isZeroCommit(SHA)).toBe(false);
    expect(isZeroCommit('000')).toBe(false);
  });

  it('finds the id in the address of a commit page', () => {
    expect(commitIdInUrl(`https://git.acme.test/acme/api/commit/${SHA}?view=1`)).toBe(SHA);
    expect(commitIdInUrl('https://git.acme.test/acme/api')).toBeNull();
  });
});

describe('refs', () => {
  it.each([
    ['refs/heads/feature/x', { branch: 'feature/x', gitTag: null, pullRequest: null }],
    ['refs/tags/v1.0', { branch: null, gitTag: 'v1.0', pullRequest: null }],
    ['refs/pull/7/merge', { branch: null, gitTag: null, pullRequest: 7 }],
    ['refs/merge-requests/8/head', { branch: null, gitTag: null, pullRequest: 8 }],
    ['main', { branch: 'main', gitTag: null, pullRequest: null }],
    ['refs/notes/x', { branch: null, gitTag: null, pullRequest: null }],
    ['refs/heads/', { branch: null, gitTag: null, pullRequest: null }],
    [null, { branch: null, gitTag: null, pullRequest: null }],
  ])('reads %s', (ref, names) => {
    expect(readRef(ref)).toEqual(names);
  });
});

describe('repository addresses', () => {
  it.each([
    ['https://git.acme.test/acme/shop/api.git', 'git.acme.test', 'acme/shop/api'],
    ['https://user:pass@git.acme.test:8443/acme/api/', 'git.acme.test:8443', 'acme/api'],
    ['git@git.acme.test:acme/api.git', 'git.acme.test', 'acme/api'],
    ['ssh://git@git.acme.test:2222/acme/api.git', 'git.acme.test:2222', 'acme/api'],
    ['https://git.acme.test/Acme/Api?ref=main', 'git.acme.test', 'Acme/Api'],
  ])('reads %s', (url, host, path) => {
    expect(readRepositoryAddress(url)).toEqual({ host, path });
  });

  it('refuses what is none, and takes a plain path as it is', () => {
    expect(readRepositoryAddress('acme/api')).toBeNull();
    expect(readRepositoryAddress(`https://x/${'a'.repeat(5000)}`)).toBeNull();
    expect(repositoryPathOf('acme/api')).toBe('acme/api');
    expect(repositoryPathOf('https://git.acme.test/acme/api.git')).toBe('acme/api');
    expect(repositoryPathOf('api')).toBeNull();
  });
});

describe('written images', () => {
  it.each([
    ['ghcr.io/Acme/Api:', { repository: 'ghcr.io/acme/api', tag: null, digest: null }],
    [
      ' registry.acme.test:5000/shop/api:1.10\n',
      { repository: 'registry.acme.test:5000/shop/api', tag: '1.10', digest: null },
    ],
    [`index.docker.io/nginx@${DIGEST}`, { repository: 'docker.io/library/nginx', tag: null, digest: DIGEST }],
    [`ghcr.io/acme/api:v1@${DIGEST}`, { repository: 'ghcr.io/acme/api', tag: 'v1', digest: DIGEST }],
    [
      'https://registry.acme.test/shop/api',
      { repository: 'registry.acme.test/shop/api', tag: null, digest: null },
    ],
    ['shop/api:1', { repository: 'docker.io/shop/api', tag: '1', digest: null }],
  ])('reads %s', (text, image) => {
    expect(readWrittenImage(text, 'docker.io')).toEqual(image);
  });

  it('leaves the host out where none is known', () => {
    expect(readWrittenImage('shop/api:1', null)?.repository).toBe('shop/api');
    expect(readWrittenImage('api', null)?.repository).toBe('api');
  });

  it('refuses names no registry can hold', () => {
    for (const text of ['', ' ', 'ghcr.io/a b', 'ghcr.io/../x', null])
      expect(readWrittenImage(text, null)).toBeNull();
    expect(imageRepositoryAt('registry', 'shop/api')).toBeNull();
  });

  it('becomes the image of a build, without empty fields', () => {
    const written = { repository: 'ghcr.io/acme/api', tag: null, digest: null };
    expect(builtImage(written)).toEqual({ repository: 'ghcr.io/acme/api' });
    expect(builtImage({ ...written, tag: '1' }, DIGEST)).toEqual({ ...written, tag: '1', digest: DIGEST });
    expect(builtImage({ ...written, digest: DIGEST }, 'sha256:zz').digest).toBe(DIGEST);
  });

  it('drops malformed tags and digests', () => {
    expect(imageTagOf('-x')).toBeNull();
    expect(imageTagOf(DIGEST)).toBeNull();
    expect(imageTagOf('v1 ')).toBe('v1');
    expect(imageTagOf('')).toBeNull();
    expect(imageDigestOf(DIGEST.toUpperCase())).toBe(DIGEST);
    expect(imageDigestOf(`${DIGEST}0`)).toBeNull();
    expect(imageDigestOf('latest')).toBeNull();
  });
});

describe('package URLs', () => {
  const escaped = DIGEST.replace(':', '%3A');
  it.each([
    [
      `pkg:oci/api@${escaped}?repository_url=ghcr.io/Acme/api&tag=1.10&arch=amd64`,
      { repository: 'ghcr.io/acme/api', tag: '1.10', digest: DIGEST },
    ],
    [
      `pkg:oci/api@${escaped}?repository_url=registry.acme.test:5000`,
      { repository: 'registry.acme.test:5000/api', tag: null, digest: DIGEST },
    ],
    [`pkg:oci/api@${escaped}`, { repository: 'api', tag: null, digest: DIGEST }],
    ['pkg:docker/acme/api@1.2', { repository: 'docker.io/acme/api', tag: '1.2', digest: null }],
    ['pkg:docker/nginx', { repository: 'docker.io/library/nginx', tag: null, digest: null }],
    [
      `pkg:docker/acme/api@${escaped}?repository_url=gcr.io`,
      { repository: 'gcr.io/acme/api', tag: null, digest: DIGEST },
    ],
  ])('reads %s', (purl, image) => {
    expect(readImagePackageUrl(purl)).toEqual(image);
  });

  it('knows what is no image', () => {
    for (const purl of ['pkg:golang/git.acme.test/api@1', 'ghcr.io/acme/api', 'pkg:oci/', '', null])
      expect(readImagePackageUrl(purl)).toBeNull();
    expect(readImagePackageUrl('pkg:oci/%zz')).toBeNull();
  });
});
