import { at, denied, digest, fails, type HttpStory, IMAGE, push, pushes, recovers } from './told.js';

const image = `${IMAGE}:1.4.2`;
const there = pushes(push({ tag: '1.4.2', occurredAt: at(5) }));
const refused = denied(image, 'ghcr.io', 'acme%2Fapi');
const head = `failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to do request: Head "https://ghcr.io/v2/acme/api/manifests/1.4.2": `;
const fixed = (
  scenario: number,
  name: string,
  message: string,
  cause: HttpStory['expected']['cause'],
  fields: object = {},
): HttpStory => ({
  scenario,
  name,
  image,
  told: [there, fails(image, { message, ...fields })],
  expected: { cause, level: 'proven', commit: null },
});

/** Cases 26 to 31 and 33: what the node, its credentials and its network say. */
export const NODE_STORIES: readonly HttpStory[] = [
  fixed(26, 'a pod without a pull secret', refused, 'pull_secret_missing', { pullSecrets: [] }),
  fixed(26, 'a secret that does not exist', refused, 'pull_secret_missing', {
    pullSecrets: [{ name: 'regcred', exists: false }],
  }),
  fixed(26, 'a secret in another namespace', refused, 'pull_secret_wrong_namespace', {
    pullSecrets: [{ name: 'regcred', exists: false, otherNamespaces: ['platform'] }],
  }),
  fixed(28, 'a secret for another registry', refused, 'pull_secret_wrong_registry', {
    pullSecrets: [{ name: 'regcred', exists: true, hosts: ['https://index.docker.io/v1/'] }],
  }),
  {
    scenario: 27,
    name: 'the text says that the token has expired',
    image: '123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop/api:1.4.2',
    told: [
      fails('123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop/api:1.4.2', {
        message:
          'unexpected status code 403 Forbidden: denied: Your authorization token has expired. Reauthenticate and try again.',
      }),
    ],
    expected: { cause: 'credential_expired', level: 'proven', commit: null },
  },
  {
    scenario: 27,
    name: 'pulls went well until all images of the host were refused',
    image,
    told: [
      there,
      pushes(push({ repository: 'ghcr.io/acme/web', tag: '2.0.0', digest: digest('d'), occurredAt: at(6) })),
      recovers('ghcr.io/acme/api:1.4.1', { pod: 'api-old', firstSeenAt: at(8), lastSeenAt: at(8) }),
      fails('ghcr.io/acme/web:2.0.0', {
        pod: 'web-1',
        container: 'web',
        workload: { kind: 'Deployment', name: 'web' },
        message: denied('ghcr.io/acme/web:2.0.0', 'ghcr.io', 'acme%2Fweb'),
        pullSecrets: [{ name: 'regcred', exists: true, hosts: ['ghcr.io'] }],
      }),
      fails(image, {
        message: refused,
        pullSecrets: [{ name: 'regcred', exists: true, hosts: ['ghcr.io'] }],
      }),
    ],
    expected: { cause: 'credential_expired', level: 'likely', commit: null, says: '2 images' },
  },
  fixed(
    29,
    'a registry that limits pulls',
    `${head}unexpected status code 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.`,
    'rate_limited',
  ),
  fixed(29, 'a kubelet that limits pulls', 'pull QPS exceeded', 'node_pull_throttled'),
  fixed(
    30,
    'a name that does not resolve',
    `${head}dial tcp: lookup ghcr.io on 10.96.0.10:53: no such host`,
    'dns_failure',
  ),
  fixed(
    30,
    'a certificate of an unknown authority',
    `${head}tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    'tls_untrusted',
  ),
  fixed(
    30,
    'a registry out of reach',
    `${head}dial tcp 140.82.121.33:443: i/o timeout`,
    'network_unreachable',
  ),
  fixed(
    30,
    'a registry that answers 503',
    `failed to pull and unpack image "${image}": failed to resolve reference "${image}": unexpected status from HEAD request to https://ghcr.io/v2/acme/api/manifests/1.4.2: 503 Service Unavailable`,
    'registry_unavailable',
  ),
  {
    scenario: 31,
    name: 'a mirror that does not have it',
    image,
    told: [
      there,
      fails(image, {
        message: `failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to do request: Head "https://mirror.acme.test/v2/acme/api/manifests/1.4.2?ns=ghcr.io": ${image}: not found`,
      }),
    ],
    expected: { cause: 'mirror_stale', level: 'likely', commit: null, push: '1.4.2' },
  },
  {
    scenario: 31,
    name: 'a mirror that does not have an image of somebody else',
    image: 'docker.io/library/redis:7.4',
    told: [
      fails('docker.io/library/redis:7.4', {
        message:
          'failed to pull and unpack image "docker.io/library/redis:7.4": failed to resolve reference "docker.io/library/redis:7.4": unexpected status from HEAD request to http://10.4.29.143:5000/v2/library/redis/manifests/7.4?ns=docker.io: 404 Not Found',
      }),
    ],
    expected: { cause: 'mirror_stale', level: 'possible', commit: null },
  },
  fixed(
    33,
    'the policy Never',
    `Container image "${image}" is not present with pull policy of Never`,
    'pull_policy_never',
    { reason: 'ErrImageNeverPull' },
  ),
  fixed(
    33,
    'a full disk',
    `failed to pull and unpack image "${image}": failed to extract layer: write /usr/lib/x: no space left on device`,
    'node_storage_full',
  ),
  fixed(
    33,
    'content with another digest',
    `failed to pull and unpack image "${image}": failed commit on ref "layer-${digest('d')}": unexpected commit digest ${digest('e')}, expected ${digest('d')}: failed precondition`,
    'content_mismatch',
  ),
  fixed(
    33,
    'a signature that is not accepted',
    `image pull failed for ${image} because the signature validation failed: Source image rejected: A signature was required, but no signature exists`,
    'signature_rejected',
    { reason: 'SignatureValidationFailed' },
  ),
  {
    scenario: 33,
    name: 'an upper-case repository',
    image: 'ghcr.io/Acme/API:1.4.2',
    told: [
      fails('ghcr.io/Acme/API:1.4.2', {
        reason: 'InvalidImageName',
        message:
          'Failed to apply default image tag "ghcr.io/Acme/API:1.4.2": couldn\'t parse image reference "ghcr.io/Acme/API:1.4.2": invalid reference format: repository name must be lowercase',
      }),
    ],
    expected: { cause: 'invalid_reference', level: 'proven', commit: null },
  },
];
