import { at, digest, HISTORY, push, REPOSITORY, run, SHA, type Story } from '../story.js';

const image = `${REPOSITORY}:1.4.2`;
const PUSHED = {
  tag: '1.4.2',
  commit: SHA.good,
  sourceRepository: 'acme/api',
  digest: digest('b'),
  platforms: ['linux/amd64', 'unknown/unknown'],
  occurredAt: at('10:00'),
} as const;
const pushed = push(PUSHED);
const base = { image, failedAt: at('12:10') };

const NO_MATCH = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": no match for platform in manifest: not found`;
const DENIED = `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fapi%3Apull&service=ghcr.io: 401 Unauthorized`;
const LIMITED = `rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/redis:7": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/sha256:${'a'.repeat(64)}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.`;

/** Verdicts that come from the node's own text, its platform and its credentials. */
export const NODE_STORIES: readonly Story[] = [
  {
    ...base,
    says: NO_MATCH,
    pod: { nodeArch: 'arm64' },
    scenario: 23,
    name: 'image for another architecture',
    evidence: [...HISTORY, pushed],
    expected: {
      cause: 'platform_not_built',
      level: 'proven',
      commit: { sha: SHA.good, role: 'context' },
      pushTag: '1.4.2',
    },
    traps: [
      {
        name: 'a later push of the tag has the architecture as a variant',
        add: [
          push({
            ...PUSHED,
            digest: digest('c'),
            platforms: ['linux/amd64', 'linux/arm64/v8'],
            occurredAt: at('11:00'),
          }),
        ],
        expected: { level: 'likely' },
      },
    ],
  },
  {
    ...base,
    says: NO_MATCH,
    pod: { nodeArch: 'arm64' },
    scenario: 23,
    name: 'image for another architecture, platforms known from the build only',
    evidence: [
      push({ tag: '1.4.2', digest: digest('b'), occurredAt: at('10:00') }),
      run({
        commit: SHA.good,
        finishedAt: at('10:01'),
        startedAt: at('09:50'),
        images: [{ repository: REPOSITORY, tag: '1.4.2', digest: digest('b'), platforms: ['linux/amd64'] }],
      }),
    ],
    expected: { cause: 'platform_not_built', level: 'proven', commit: { sha: SHA.good, role: 'context' } },
  },
  {
    ...base,
    says: NO_MATCH,
    pod: { nodeArch: 'arm64' },
    scenario: 23,
    name: 'image for another architecture, push not known',
    evidence: HISTORY,
    expected: { cause: 'platform_not_built', level: 'possible', commit: null },
  },
  {
    ...base,
    says: DENIED,
    pod: { pullSecrets: [] },
    scenario: 26,
    name: 'pod without a pull secret',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'pull_secret_missing', level: 'proven', commit: null },
  },
  {
    ...base,
    says: DENIED,
    pod: { pullSecrets: [{ name: 'regcred', exists: false }] },
    scenario: 26,
    name: 'secret named and not there, push not known',
    evidence: [],
    expected: { cause: 'pull_secret_missing', level: 'likely', commit: null },
  },
  {
    ...base,
    says: DENIED,
    pod: { pullSecrets: [{ name: 'regcred', exists: false, otherNamespaces: ['platform'] }] },
    scenario: 26,
    name: 'secret in another namespace',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'pull_secret_wrong_namespace', level: 'proven', commit: null, says: 'platform' },
  },
  {
    ...base,
    says: DENIED,
    pod: { pullSecrets: [{ name: 'regcred', exists: true, hosts: ['https://index.docker.io/v1/'] }] },
    scenario: 28,
    name: 'secret for another registry',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'pull_secret_wrong_registry', level: 'proven', commit: null, says: 'index.docker.io' },
  },
  {
    image: 'redis:7',
    says: LIMITED,
    failedAt: at('12:10'),
    scenario: 29,
    name: 'registry limits pulls',
    evidence: HISTORY,
    expected: { cause: 'rate_limited', level: 'proven', commit: null },
  },
  {
    ...base,
    says: 'pull QPS exceeded',
    scenario: 29,
    name: 'kubelet limits pulls',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'node_pull_throttled', level: 'proven', commit: null },
  },
  {
    ...base,
    says: `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to do request: Head "https://ghcr.io/v2/acme/api/manifests/1.4.2": dial tcp: lookup ghcr.io on 10.96.0.10:53: no such host`,
    scenario: 30,
    name: 'name of a known registry does not resolve',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'dns_failure', level: 'proven', commit: null },
  },
  {
    image: 'gchr.io/acme/api:1.4.2',
    says: `rpc error: code = Unknown desc = failed to pull and unpack image "gchr.io/acme/api:1.4.2": failed to resolve reference "gchr.io/acme/api:1.4.2": failed to do request: Head "https://gchr.io/v2/acme/api/manifests/1.4.2": dial tcp: lookup gchr.io on 10.96.0.10:53: no such host`,
    failedAt: at('12:10'),
    scenario: 30,
    name: 'name never seen does not resolve',
    evidence: [],
    expected: { cause: 'dns_failure', level: 'likely', commit: null, says: 'misspelled' },
  },
  {
    ...base,
    says: `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to do request: Head "https://ghcr.io/v2/acme/api/manifests/1.4.2": x509: certificate signed by unknown authority`,
    scenario: 30,
    name: 'certificate of an unknown authority',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'tls_untrusted', level: 'proven', commit: null },
  },
  {
    ...base,
    says: `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to do request: Head "https://ghcr.io/v2/acme/api/manifests/1.4.2": dial tcp 140.82.121.33:443: i/o timeout`,
    scenario: 30,
    name: 'registry cannot be reached',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'network_unreachable', level: 'proven', commit: null },
  },
  {
    ...base,
    says: `Container image "${image}" is not present with pull policy of Never`,
    reason: 'ErrImageNeverPull',
    scenario: 33,
    name: 'pull policy Never',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'pull_policy_never', level: 'proven', commit: null },
  },
  {
    image: 'ghcr.io/Acme/API:1.4.2',
    says: 'Failed to apply default image tag "ghcr.io/Acme/API:1.4.2": couldn\'t parse image reference "ghcr.io/Acme/API:1.4.2": invalid reference format: repository name must be lowercase',
    reason: 'InvalidImageName',
    failedAt: at('12:10'),
    scenario: 33,
    name: 'upper-case repository name',
    evidence: HISTORY,
    expected: { cause: 'invalid_reference', level: 'proven', commit: null },
  },
  {
    ...base,
    says: `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to extract layer sha256:${'c'.repeat(64)}: mount callback failed on /var/lib/containerd/tmpmounts/x: write /usr/lib/x: no space left on device`,
    scenario: 33,
    name: 'node out of disk space',
    evidence: [...HISTORY, pushed],
    expected: { cause: 'node_storage_full', level: 'proven', commit: null },
  },
];
