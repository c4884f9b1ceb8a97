import { describe, expect, it } from 'vitest';
import { classifyPullError } from './classify-pull-error.js';

const IMAGE = 'registry.acme.test/shop/api:1.8.3';
const PULL = `Failed to pull image "${IMAGE}": rpc error: code = Unknown desc = `;
const RESOLVE = `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": `;

const read = (message: string) => classifyPullError({ message });

describe('fields that are read on demand', () => {
  const first = `${PULL}${RESOLVE}failed to do request: Head "https://mirror.acme.test/v2/": EOF`;
  const second = 'Get "https://other.test/v2/": dial tcp: lookup other.test: no such host';

  it('belong to their own text, whatever was read in between', () => {
    const one = read(first);
    const two = read(second);
    expect(one).toMatchObject({ host: 'mirror.acme.test', image: IMAGE, runtime: 'containerd' });
    expect(two).toMatchObject({ host: 'other.test', dnsName: 'other.test', image: null });
    expect(one.detail).toBe('Head "https://mirror.acme.test/v2/": EOF');
  });

  it('are all in the JSON', () => {
    expect(JSON.parse(JSON.stringify(read(second)))).toEqual({
      class: 'dns',
      also: [],
      certainty: 'exact',
      rule: 'no_such_host',
      image: null,
      host: 'other.test',
      mirrorOf: null,
      runtime: null,
      detail: 'Get "https://other.test/v2/": dial tcp: lookup other.test: no such host',
      httpStatus: null,
      registryCode: null,
      grpcCode: null,
      platform: null,
      dnsName: 'other.test',
      digest: null,
      certificateProblem: null,
      retryAfterSeconds: null,
      limit: null,
      wrongArchitecturePulled: false,
    });
  });
});

describe('traps in the wording', () => {
  it('lets the mirrors decide where the registry itself is blocked', () => {
    const mirrors =
      '(Mirrors also failed: [mirror.acme.test/shop/api:1.8.3: reading manifest 1.8.3 in mirror.acme.test/shop/api: manifest unknown]): ';
    const blocked = 'registry docker.io is blocked in /etc/containers/registries.conf';
    expect(read(`${mirrors}docker.io/shop/api:1.8.3: ${blocked}`)).toMatchObject({
      class: 'not_found',
      host: 'mirror.acme.test',
    });
    expect(read(blocked).class).toBe('signature_policy');
  });

  it('does not take an image called platform for a wrong platform', () => {
    const message =
      'no matching manifest for linux/amd64 in the manifest list entries: failed to resolve reference "docker.io/shop/platform:1": docker.io/shop/platform:1: not found';
    expect(read(message).class).toBe('not_found');
  });

  it('does not take a gRPC code for a reason of the same name, nor a full stop for a part of a status', () => {
    expect(read('Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc =').rule).toBe(
      'pod_sandbox',
    );
    expect(read('Access to registry was denied. Response code: 504.').httpStatus).toBe(504);
  });

  it('reads the head and the tail of a text that is too long to be one', () => {
    const page = '<p>sorry</p>'.repeat(20_000);
    expect(read(`${PULL}${RESOLVE}${page}: 503 Service Unavailable`)).toMatchObject({
      class: 'registry_error',
      image: IMAGE,
    });
    expect(read(`${page}manifest unknown${page}`).class).toBe('unknown');
  });
});
