import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outboundClient, systemClock } from '#platform';
import { probedHosts, type RegistryAccess, RegistryProbe } from '#registry';
import { peer } from '../../support/peers.js';
import { ImageLayout } from './image-layout.js';
import { type RealRegistry, startRegistry } from './real-registry.js';

const programs = { registry: peer('docker-registry'), skopeo: peer('skopeo'), umoci: peer('umoci') };
const reasons = Object.values(programs).flatMap(({ reason }) => reason ?? []);

const PASSWORD = 'only-of-this-test';
/** bcrypt of the password with the smallest number of rounds, as `htpasswd -B` writes it. */
const USERS = 'reader:$2b$05$DyTW0TR4EpHEfe8hTzvqc.liQiCSrL0LxGz1BH/bM.NB6rPbknsi6\n';

const REVISION = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const LABELS = {
  'org.opencontainers.image.revision': REVISION,
  'org.opencontainers.image.source': 'https://github.com/acme/api',
};

function probeOf(access: RegistryAccess): RegistryProbe {
  const registries = [access];
  const send = outboundClient({ named: probedHosts(registries) });
  return new RegistryProbe({ registries, send, clock: systemClock, timeoutMs: 60_000 });
}

const tag = (name: string) => ({ tag: name, digest: null });
const byDigest = (digest: string) => ({ tag: null, digest });

describe.skipIf(reasons.length > 0)(
  `the probe of a real registry${reasons.length > 0 ? ` (did not run: ${reasons.join(', ')})` : ''}`,
  () => {
    let directory: string;
    let registry: RealRegistry;
    let layout: ImageLayout;
    let repository: string;
    let reader: RegistryProbe;
    let stranger: RegistryProbe;

    beforeAll(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'pulltrace-probe-'));
      await mkdir(path.join(directory, 'images'));
      await writeFile(path.join(directory, 'users'), USERS);
      const paths = { registry: programs.registry.path ?? '', skopeo: programs.skopeo.path ?? '' };
      const users = path.join(directory, 'users');
      registry = await startRegistry({ programs: paths, directory, users, login: `reader:${PASSWORD}` });
      layout = await ImageLayout.create(programs.umoci.path ?? '', path.join(directory, 'images', 'layout'));
      repository = `${registry.host}/shop/api`;
      reader = probeOf({ host: registry.host, username: 'reader', password: PASSWORD, insecure: true });
      stranger = probeOf({ host: registry.host, insecure: true });
    });
    afterAll(async () => {
      await registry?.stop();
      await rm(directory, { recursive: true, force: true });
    });

    it('says what an image is, and what it says of its source', async () => {
      const digest = await layout.addImage('one', 'one', 'arm64', LABELS);
      await registry.push(layout, 'one', 'shop/api:1.4.2');
      const present = {
        state: 'present',
        digest,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        platforms: ['linux/arm64'],
        images: [],
        origin: { revision: REVISION, source: 'acme/api', mayBeInherited: true },
      };
      expect(await reader.manifest(repository, tag('1.4.2'))).toEqual(present);
      expect(await reader.manifest(repository, byDigest(digest))).toEqual(present);
    });

    it('believes a 404 in the words of the registry', async () => {
      expect(await reader.manifest(repository, tag('never'))).toEqual({ state: 'absent' });
      const digest = `sha256:${'0'.repeat(64)}`;
      expect(await reader.manifest(repository, byDigest(digest))).toEqual({ state: 'absent' });
      expect(await reader.tags(`${registry.host}/shop/nothing`, null)).toEqual({
        state: 'repository_absent',
      });
    });

    it('counts the platforms of an index without its attestations, and misses deleted ones', async () => {
      await layout.addImage('amd', 'two', 'amd64');
      const arm = await layout.addImage('arm', 'two for arm', 'arm64');
      await layout.addImage('proof', 'not an image', 'amd64');
      const digest = await layout.addIndex('both', { amd64: 'amd', arm64: 'arm' }, 'proof');
      await registry.push(layout, 'both', 'shop/api:2.0.0');
      const before = await reader.manifest(repository, tag('2.0.0'));
      expect(before).toMatchObject({ state: 'present', digest, platforms: ['linux/amd64', 'linux/arm64'] });
      await registry.deleteManifest('shop/api', arm);
      const after = await reader.manifest(repository, tag('2.0.0'));
      expect(after).toMatchObject({
        state: 'present',
        images: [
          { platform: 'linux/amd64', state: 'present' },
          { platform: 'linux/arm64', digest: arm, state: 'absent' },
        ],
      });
    });

    it('finds a signature by the tag that cosign gives it, in a registry without the referrers API', async () => {
      const digest = await layout.addImage('bare', 'to be signed');
      await registry.push(layout, 'bare', 'shop/api:signed');
      expect(await reader.referrers(repository, digest)).toEqual({ state: 'listed', referrers: [] });
      await layout.addImage('signature', 'a signature');
      await registry.push(layout, 'signature', `shop/api:${digest.replace(':', '-')}.sig`);
      expect(await reader.referrers(repository, digest)).toEqual({
        state: 'listed',
        referrers: [{ digest: null, artifactType: 'application/vnd.dev.cosign.simplesigning.v1+json' }],
      });
    });

    it('lists the tags', async () => {
      expect(await reader.tags(repository, null)).toEqual({
        state: 'listed',
        tags: expect.arrayContaining(['1.4.2', '2.0.0']),
        next: null,
      });
    });

    it('is told nothing without credentials, or with wrong ones', async () => {
      const denied = { state: 'unknown', reason: 'denied' };
      expect(await stranger.manifest(repository, tag('1.4.2'))).toEqual(denied);
      expect(await stranger.tags(repository, null)).toEqual(denied);
      const wrong = probeOf({ host: registry.host, username: 'reader', password: 'wrong', insecure: true });
      expect(await wrong.manifest(repository, tag('1.4.2'))).toEqual(denied);
    });
  },
);
