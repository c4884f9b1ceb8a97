import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dockerConfigHosts } from './docker-config-hosts.js';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const secret = (config: unknown) => ({ data: { '.dockerconfigjson': base64(config) } });

describe('dockerConfigHosts', () => {
  it('gives the keys and nothing of what they open', () => {
    const auth = { username: 'robin', password: 'hunter2', auth: 'cm9iaW46aHVudGVyMg==' };
    const hosts = dockerConfigHosts(
      secret({
        auths: { 'ghcr.io': auth, 'https://index.docker.io/v1/': auth, 'registry.acme.test:5000': auth },
      }),
    );
    expect(hosts).toEqual(['ghcr.io', 'https://index.docker.io/v1/', 'registry.acme.test:5000']);
  });

  it('reads the older type of secret', () => {
    expect(dockerConfigHosts({ data: { '.dockercfg': base64({ 'ghcr.io': {} }) } })).toEqual(['ghcr.io']);
  });

  it('takes users out of keys, and drops keys that are no hosts', () => {
    const keys = { 'https://robin:hunter2@ghcr.io': {}, 'my password is hunter2': {} };
    expect(dockerConfigHosts(secret({ auths: keys }))).toEqual(['https://ghcr.io']);
  });

  it.each([
    [{ data: { password: 'aHVudGVyMg==' } }, []],
    [{ data: { '.dockerconfigjson': 'bm90IGpzb24=' } }, []],
    [secret([1]), []],
    ['text', null],
  ])('survives %j', (value, expected) => expect(dockerConfigHosts(value)).toEqual(expected));

  it('never gives a part of a password', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,20}$/), (password) => {
        const config = { auths: { 'ghcr.io': { password, auth: password }, [`u:${password}@quay.io`]: {} } };
        expect(JSON.stringify(dockerConfigHosts(secret(config)))).not.toContain(password);
      }),
    );
  });
});
