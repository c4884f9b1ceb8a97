import type { PullErrorRule } from '../rule.js';

const SERVER_ERRORS = [
  500, 501, 502, 503, 504, 505, 507, 508, 509, 520, 521, 522, 523, 524, 525, 526, 527, 530,
] as const;

/** The registry asks to come back later. */
export const RATE_LIMIT_RULES: readonly PullErrorRule[] = [
  {
    name: 'too_many_requests',
    class: 'rate_limit',
    seenWith:
      'Docker Hub, public ECR, GHCR, Artifact Registry, Quay, ACR, IBM Cloud, any registry with HTTP 429',
    match: {
      any: [
        'toomanyrequests',
        'too many requests',
        'pull rate limit',
        'rate limit exceeded',
        'rate limit reached',
        'exceeded the rate limit',
        'rate exceeded',
        'throttlingexception',
        'please reduce your request rate',
        'quota exceeded for quota metric',
        'pull traffic quota',
        'hap429*',
      ],
    },
    examples: [
      'Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.acme.test/v2/shop/api/manifests/sha256:0c1d: 429 Too Many Requests - Server message: toomanyrequests: Rate exceeded',
      'reading manifest 1.8.3 in registry.acme.test/shop/api: toomanyrequests: retry-after: 1.2ms, allowed: 44000/minute',
    ],
    source: 'OCI distribution specification, error code TOOMANYREQUESTS; docs.docker.com/docker-hub/usage',
  },
  {
    name: 'status_429',
    class: 'rate_limit',
    seenWith: 'any registry',
    match: { http: [429] },
    examples: ['received unexpected HTTP status: 429'],
    source: 'RFC 6585 section 4',
  },
];

/** The registry answered that it is broken. */
export const REGISTRY_ERROR_RULES: readonly PullErrorRule[] = [
  {
    name: 'server_error_status',
    class: 'registry_error',
    also: ['network'],
    seenWith: 'any registry, proxy or load balancer',
    match: { http: SERVER_ERRORS },
    examples: [
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.acme.test/v2/shop/api/blobs/sha256:0c1d: 502 Bad Gateway',
      'Error response from daemon: Get "https://registry.acme.test/v2/shop/api/manifests/1.8.3": received unexpected HTTP status: 500 Internal Server Error',
      'failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.acme.test/token: 503 Service Unavailable',
    ],
    source:
      'RFC 9110 section 15.6; containerd/containerd core/remotes/errors/errors.go (ErrUnexpectedStatus)',
  },
  {
    name: 'server_error_words',
    class: 'registry_error',
    also: ['network'],
    seenWith: 'any registry, proxy or load balancer',
    match: {
      any: [
        'internal server error',
        'bad gateway',
        'service unavailable',
        'service temporarily unavailable',
        'gateway timeout',
        'gateway time-out',
        'upstream connect error',
        'no healthy upstream',
        's3aws:',
      ],
    },
    examples: ['unknown: Internal Server Error'],
    source: 'RFC 9110 section 15.6; envoyproxy/envoy source/common/router/router.cc',
  },
];

/** The registry answered something that fits no other class. */
export const REGISTRY_FALLBACK_RULES: readonly PullErrorRule[] = [
  {
    name: 'unexpected_status',
    class: 'registry_error',
    certainty: 'generic',
    seenWith: 'any registry or proxy',
    match: {
      any: [
        'unexpected status',
        'received unexpected http status',
        'status … trying to pull repository',
        'registryerrorresponse:',
        'error parsing http',
        'unexpected http response',
        'unexpected http code',
        'invalid status code from registry',
        "can't talk to a v1 container registry",
        "can't talk to a v1 docker registry",
        'missing or empty content-length header',
        'error unmarshalling content',
        'looking for beginning of value',
        'server does not support range requests',
        'unknown: unknown error',
        'unsupported: the operation is unsupported',
      ],
    },
    examples: [
      'failed to resolve reference "registry.acme.test/shop/api:1.8.3": unexpected status from HEAD request to https://registry.acme.test/v2/shop/api/manifests/1.8.3: 400 Bad Request',
      "error unmarshalling content: invalid character '<' looking for beginning of value",
    ],
    source:
      'containerd/containerd core/remotes/errors/errors.go; distribution/distribution internal/client/errors.go',
  },
];
