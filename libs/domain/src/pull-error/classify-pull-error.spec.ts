import { describe, expect, it } from 'vitest';
import { classifyPullError } from './classify-pull-error.js';
import type { PullError } from './types.js';

const IMAGE = 'registry.acme.test/shop/api:1.8.3';
const PULL = `Failed to pull image "${IMAGE}": rpc error: code = Unknown desc = `;
const RESOLVE = `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": `;
const DIGEST = `sha256:${'0c1d'.repeat(16)}`;

const read = (message: string, more: { reason?: string; image?: string } = {}) =>
  classifyPullError({ message, ...more });

/** A text, what must be read from it, and why that is not obvious. */
const CASES: readonly (readonly [string, string, Partial<PullError>])[] = [
  [
    'the mirror that answered, not the registry of the reference',
    `${PULL}${RESOLVE}unexpected status from HEAD request to https://mirror.acme.test:8443/v2/shop/api/manifests/1.8.3?ns=registry.acme.test: 404 Not Found`,
    {
      class: 'not_found',
      host: 'mirror.acme.test:8443',
      mirrorOf: 'registry.acme.test',
      httpStatus: 404,
      runtime: 'containerd',
    },
  ],
  [
    'a status glued to the address of a mirror',
    `${RESOLVE}unexpected status from HEAD request to http://localhost:8578/v2/a/manifests/1?ns=registry.acme.test:503 Service Unavailable`,
    { class: 'registry_error', host: 'localhost:8578', mirrorOf: 'registry.acme.test', httpStatus: 503 },
  ],
  [
    'the token service that cannot be reached',
    `${PULL}${RESOLVE}failed to authorize: failed to fetch anonymous token: Get "https://auth.acme.test/token?scope=repository%3Ashop%2Fapi%3Apull": dial tcp 10.0.0.5:443: connect: connection refused`,
    { class: 'network', host: 'auth.acme.test', image: IMAGE },
  ],
  [
    'the blob store a layer was redirected to',
    `${PULL}failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://blobs.acme.test/registry-v2/sha256/0c/data?verify=1": dial tcp: lookup blobs.acme.test on 10.0.0.10:53: no such host`,
    { class: 'dns', host: 'blobs.acme.test', dnsName: 'blobs.acme.test' },
  ],
  [
    'the registry and not the page about its limits',
    `${PULL}Error response from daemon: toomanyrequests: You have reached your pull rate limit: https://www.docker.com/increase-rate-limit`,
    { class: 'rate_limit', host: 'registry.acme.test', registryCode: 'TOOMANYREQUESTS', runtime: 'docker' },
  ],
  [
    'the host next to what went wrong, where several were asked',
    'unable to ping registry endpoint https://10.0.0.5:5000/v0/ v2 ping attempt failed with error: Get https://registry.acme.test/v2/: dial tcp: lookup registry.acme.test: no such host v1 ping attempt failed with error: Get https://other.acme.test/v1/_ping',
    { class: 'dns', host: 'registry.acme.test', dnsName: 'registry.acme.test' },
  ],
  [
    'the registry that CRI-O put in front of a short name',
    'Failed to pull image "shop/api:1.8.3": initializing source docker://registry.acme.test/shop/api:1.8.3: reading manifest 1.8.3 in registry.acme.test/shop/api: unauthorized: access to the requested resource is not authorized',
    {
      class: 'auth',
      also: ['not_found'],
      image: 'shop/api:1.8.3',
      host: 'registry.acme.test',
      runtime: 'cri-o',
    },
  ],
  [
    "the registry's own answer behind what its mirrors said",
    `${PULL}initializing source docker://${IMAGE}: (Mirrors also failed: [mirror.acme.test/shop/api:1.8.3: pinging container registry mirror.acme.test: Get "https://mirror.acme.test/v2/": dial tcp 10.0.0.5:443: connect: connection refused]): ${IMAGE}: reading manifest 1.8.3 in registry.acme.test/shop/api: manifest unknown`,
    { class: 'not_found', host: 'registry.acme.test', registryCode: 'MANIFEST_UNKNOWN' },
  ],
  [
    'Docker Hub for a name without a host',
    'Failed to pull image "shop/api:1.8.3": rpc error: code = Unknown desc = Error response from daemon: manifest for shop/api:1.8.3 not found: manifest unknown',
    { host: 'docker.io', image: 'shop/api:1.8.3' },
  ],
  [
    'no host where none was asked',
    `Container image "${IMAGE}" is not present with pull policy of Never`,
    { class: 'pull_policy', host: null, image: IMAGE },
  ],
  [
    'an address with a port and no name',
    'Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client',
    { class: 'tls', host: '10.0.0.5:5000', certificateProblem: 'plain_http' },
  ],
  [
    'an IPv6 address',
    'Head "https://[2001:db8::52]:5000/v2/a/manifests/1": dial tcp [2001:db8::52]:5000: i/o timeout',
    { class: 'network', host: '[2001:db8::52]:5000' },
  ],
  [
    'a certificate text glued to the address',
    'Head https://registry.acme.test/v2/library/nginx/manifests/1.10.1-alpine:x509: certificate signed by unknown authority',
    { class: 'tls', host: 'registry.acme.test', certificateProblem: 'unknown_authority' },
  ],
  [
    'a numeric gRPC code',
    'Failed to pull image "nginx": rpc error: code = 4 desc = context deadline exceeded',
    { class: 'network', grpcCode: 'DeadlineExceeded', detail: 'context deadline exceeded' },
  ],
  [
    'the innermost gRPC code',
    'rpc error: code = Unknown desc = wrapped: rpc error: code = NotFound desc = x',
    { grpcCode: 'NotFound' },
  ],
  [
    'no status from the Docker API wrapper',
    '(HTTP code 500) server error - Head "https://registry.acme.test/v2/a/manifests/latest": denied: access forbidden',
    { class: 'auth', httpStatus: null, registryCode: 'DENIED' },
  ],
  [
    'a status in brackets after the operation',
    `${RESOLVE}pulling from host registry.acme.test failed with status code [manifests 1.8.3]: 401 Unauthorized`,
    { class: 'auth', httpStatus: 401, host: 'registry.acme.test' },
  ],
  [
    'a status without its reason phrase',
    'StatusCode: 404, <!DOCTYPE HTML>',
    { class: 'not_found', httpStatus: 404 },
  ],
  [
    'the code in a JSON body',
    'failed to pull image: {"errors":[{"code":"UNAUTHORIZED","message":"x"}]}',
    { class: 'auth', registryCode: 'UNAUTHORIZED' },
  ],
  [
    'the platform of dockerd',
    `${PULL}no matching manifest for linux/arm64/v8 in the manifest list entries`,
    { class: 'arch_mismatch', platform: 'linux/arm64/v8', host: 'registry.acme.test' },
  ],
  [
    'the platform of containers/image',
    'choosing image instance: no image found in image index for architecture "arm", variant "v7", OS "linux"',
    { platform: 'linux/arm/v7', runtime: 'cri-o' },
  ],
  [
    'the platform of old containers/image, without a variant',
    'no image found in manifest list for architecture arm, variant "", OS linux',
    { platform: 'linux/arm' },
  ],
  [
    'the platform that was wanted',
    'image with reference a was found but does not match the specified platform: wanted linux/amd64, actual: linux/arm64',
    { platform: 'linux/amd64' },
  ],
  [
    'no platform where the text has none',
    `${PULL}no match for platform in manifest: not found`,
    { class: 'arch_mismatch', platform: null },
  ],
  [
    'the missing child',
    `${PULL}failed to copy: httpReadSeeker: failed open: content at https://registry.acme.test/v2/shop/api/manifests/${DIGEST} not found: not found`,
    { class: 'child_missing', digest: DIGEST },
  ],
  [
    'the digest that was expected',
    `failed commit on ref "layer-${DIGEST}": unexpected commit digest sha256:7b9a, expected ${DIGEST}: failed precondition`,
    { class: 'corrupt_content', digest: DIGEST },
  ],
  [
    'no digest where nothing is wrong with it',
    `Failed to pull image "${IMAGE}@${DIGEST}": unauthorized: authentication required`,
    { class: 'auth', digest: null },
  ],
  [
    'how long to wait, and the allowance',
    'toomanyrequests: retry-after: 1.5ms, allowed: 44000/minute',
    { retryAfterSeconds: 0.0015, limit: '44000/minute' },
  ],
  [
    'whole seconds to wait',
    '429 Too Many Requests, Retry-After: 60',
    { class: 'rate_limit', retryAfterSeconds: 60 },
  ],
  ['minutes and seconds to wait', 'toomanyrequests: try again in 2m3s.', { retryAfterSeconds: 123 }],
  ['no waiting time that is none', 'toomanyrequests: try again in a while', { retryAfterSeconds: null }],
  [
    'an image for another architecture that was pulled',
    'exec /usr/local/bin/api: exec format error',
    { class: 'not_pull', wrongArchitecturePulled: true, host: null },
  ],
  [
    'a sandbox image',
    `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.acme.test/pause:3.9": failed to pull image "registry.acme.test/pause:3.9": failed to pull and unpack image "registry.acme.test/pause:3.9": failed to resolve reference "registry.acme.test/pause:3.9": failed to do request: Head "https://registry.acme.test/v2/pause/manifests/3.9": dial tcp 10.0.0.5:443: i/o timeout`,
    { class: 'network', image: 'registry.acme.test/pause:3.9' },
  ],
  [
    'a sandbox image without the words, with typographic quotes',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = Error response from daemon: Head \u201chttps://registry.acme.test/v2/pause/manifests/3.9\u201d: x509: certificate signed by unknown authority',
    { class: 'tls', host: 'registry.acme.test' },
  ],
  [
    'a certificate that is not valid yet',
    'Get "https://registry.acme.test/v2/": x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-01-01T00:00:00Z',
    { certificateProblem: 'not_yet_valid' },
  ],
  [
    'a reference that stands alone in front',
    'registry.acme.test/shop/api:1.8.3: failed to authorize: failed to fetch anonymous token: unexpected status: 403 Forbidden',
    { class: 'auth', image: IMAGE, host: 'registry.acme.test' },
  ],
  [
    'no reference out of a Go package name',
    'Error response from daemon: Get "https://registry.acme.test/v2/": net/http: TLS handshake timeout',
    { class: 'network', image: null },
  ],
];

describe('what a text says besides its class', () => {
  it.each(CASES)('%s', (_why, message, expected) => {
    expect(read(message)).toMatchObject(expected);
  });

  it('is the image of the pod, where the caller knows it', () => {
    expect(read('ErrImagePull', { image: 'shop/api' })).toMatchObject({
      image: 'shop/api',
      class: 'backoff_only',
    });
  });
});

describe('the innermost error', () => {
  it.each([
    [`(combined from similar events): ${PULL}${RESOLVE}${IMAGE}: not found`, `${IMAGE}: not found`],
    [`Back-off pulling image "${IMAGE}": ErrImagePull: ${RESOLVE}${IMAGE}: not found`, `${IMAGE}: not found`],
    [
      `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"api\\" with ErrImagePull: \\"pull QPS exceeded\\"" pod="shop/api-0" podUID="1"`,
      'pull QPS exceeded',
    ],
    [
      `"PullImage from image service failed" err="rpc error: code = Unknown desc = Error response from daemon: denied: denied" image="${IMAGE}"`,
      'denied: denied',
    ],
    [`Back-off pulling image "${IMAGE}"`, ''],
    ['pull QPS exceeded', 'pull QPS exceeded'],
  ])('of %s', (message, detail) => {
    expect(read(message).detail).toBe(detail);
  });
});

describe('a lost cause', () => {
  it.each([
    `Back-off pulling image "${IMAGE}"`,
    'Error: ImagePullBackOff',
    'ErrImagePull',
    'Init:ImagePullBackOff',
    `Failed to pull image "${IMAGE}"`,
    'Failed to pull image "shop/api": image pull failed for unknown error',
    'Error from server (BadRequest): container "api" in pod "api-0" is waiting to start: trying and failing to pull image',
    `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"api\\" with ImagePullBackOff: \\"Back-off pulling image \\\\\\"${IMAGE}\\\\\\"\\"" pod="shop/api-0"`,
  ])('is told by %s', (message) => {
    expect(read(message)).toMatchObject({ class: 'backoff_only', certainty: 'exact', host: null });
  });

  it('is told by the reason where there are no words', () => {
    expect(read('', { reason: 'ImagePullBackOff' }).class).toBe('backoff_only');
    expect(read('', { reason: 'Failed' }).class).toBe('unknown');
  });

  it('is not told by words nobody knows behind it', () => {
    expect(read(`Back-off pulling image "${IMAGE}": ErrImagePull: the moon is in the way`).class).toBe(
      'unknown',
    );
    expect(read('the moon is in the way', { reason: 'ErrImagePull' }).class).toBe('unknown');
  });
});

describe('texts that only look like a failed pull', () => {
  it.each([
    'Readiness probe failed: Get "http://10.0.0.7/": dial tcp 10.0.0.7:80: i/o timeout',
    'MountVolume.SetUp failed for volume "tls": secret "unauthorized" not found',
    'Error: failed to create containerd task: OCI runtime create failed: exec: "not": executable file not found in $PATH: unknown',
    'Error creating: pods "api-0" is forbidden: exceeded quota: cpu',
    'failed to load task: no running task found: task 4c1f not found: not found',
  ])('%s', (message) => {
    expect(read(message).class).toBe('not_pull');
  });

  it('are not guessed at: general words say nothing without an image or a registry', () => {
    expect(read('serviceaccount "api" not found').class).toBe('unknown');
    expect(read('access denied').class).toBe('unknown');
  });
});
