import type { PullErrorRule } from '../rule.js';
import type { PullErrorClass } from '../types.js';

/** Registries say this of repositories that do not exist, too, so as not to tell which do. */
const OR_ABSENT: readonly PullErrorClass[] = ['not_found'];

/** The registry did not accept who asked, or nobody said who asks. */
export const AUTH_RULES: readonly PullErrorRule[] = [
  {
    name: 'access_denied_or_absent',
    class: 'auth',
    also: OR_ABSENT,
    seenWith: 'Docker Hub with containerd 1.4–2.x and dockerd; Artifact Registry',
    match: {
      any: [
        'pull access denied',
        'may require authorization',
        "may require 'docker login'",
        'may require docker login',
        '(or it may not exist)',
        'does not exist or no pull access',
        'requested access to the resource is denied',
        'access to the resource is denied',
        'insufficient_scope',
        'insufficient scope',
      ],
    },
    examples: [
      'failed to resolve reference "docker.io/shop/api:1.8.3": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      "Error response from daemon: pull access denied for shop/api, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      'denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/acme/locations/europe/repositories/shop" (or it may not exist)',
      'Error response from daemon: repository shop/api not found: does not exist or no pull access',
    ],
    source:
      'containerd/containerd core/remotes/docker/resolver.go; moby/moby distribution/errors.go; Artifact Registry, "Troubleshoot image pull issues"',
  },
  {
    name: 'credential_expired',
    class: 'auth',
    seenWith: 'ECR, GitLab, Docker Hub, JFrog',
    match: {
      any: [
        'authorization token has expired',
        'token has expired',
        'token expired',
        'token is expired',
        'credentials have expired',
        'expired token',
        'expiredtokenexception',
      ],
    },
    examples: [
      'unexpected status from HEAD request to https://123456789012.dkr.ecr.eu-north-1.amazonaws.com/v2/shop/api/manifests/1.8.3: 403 Forbidden: denied: Your authorization token has expired. Reauthenticate and try again.',
    ],
    source: 'Amazon ECR user guide, "Troubleshooting Docker commands"',
  },
  {
    name: 'no_credentials',
    class: 'auth',
    also: OR_ABSENT,
    seenWith: 'ECR, Nexus and every registry with basic authentication',
    match: { any: ['no basic auth credentials'] },
    examples: ['Head "https://registry.acme.test/v2/shop/api/manifests/1.8.3": no basic auth credentials'],
    source: 'distribution/distribution internal/client/auth/session.go (ErrNoBasicAuthCredentials)',
  },
  {
    name: 'token_refused',
    class: 'auth',
    also: OR_ABSENT,
    seenWith: 'containerd 1.4–2.x and CRI-O with GHCR, ACR, Artifact Registry, Harbor',
    match: {
      any: [
        'failed to authorize',
        'failed to fetch anonymous tok*',
        'failed to fetch oauth token',
        'requesting bearer token',
        'unable to retrieve auth token',
        'authorization server did not include a token',
        'no scope specified for token auth challenge',
        'authorization failed',
      ],
    },
    examples: [
      'failed to resolve reference "registry.acme.test/shop/api:1.8.3": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.acme.test/token?service=registry.acme.test: 403 Forbidden',
      'initializing source docker://registry.acme.test/shop/api:1.8.3: Requesting bearer token: invalid status code from registry 403 (Forbidden)',
    ],
    source:
      'containerd/containerd core/remotes/docker/authorizer.go; containers/image docker/docker_client.go (getBearerToken)',
  },
  {
    name: 'unauthorized_code',
    class: 'auth',
    also: OR_ABSENT,
    seenWith: 'every registry',
    match: {
      any: [
        'unauthorized: *',
        'denied: *',
        ':"unauthorized"',
        ':"denied"',
        ': "unauthorized"',
        ': "denied"',
        'authentication required',
        'authentication is required',
        'access forbidden',
        'incorrect username or password',
        'invalid username/password',
        'invalid username or password',
        'unauthorized to access repository',
        'is not authorized to perform',
        'access to the requested resource is not authorized',
        "you don't have the needed permissions",
        'caller does not have permission',
        'does not have permission for manifest',
        'unauthenticated request',
        'permission_denied',
        'login required',
        'payment required',
      ],
      none: ['manifest unknown', 'manifest_unknown', 'name unknown'],
    },
    examples: [
      'Error response from daemon: Get "https://registry.acme.test/v2/shop/api/manifests/1.8.3": unauthorized: authentication required',
      'reading manifest 1.8.3 in registry.acme.test/shop/api: denied: denied',
    ],
    source:
      'OCI distribution specification, error codes UNAUTHORIZED and DENIED; distribution/distribution registry/api/errcode/register.go',
  },
  {
    name: 'unauthorized_status',
    class: 'auth',
    also: ['not_found', 'network'],
    seenWith: 'every registry; a proxy or a firewall can answer 403 too',
    match: { http: [401, 402, 403] },
    examples: [
      'unexpected status from HEAD request to https://registry.acme.test/v2/shop/api/manifests/1.8.3: 403 Forbidden',
      'pulling from host registry.acme.test failed with status code [manifests 1.8.3]: 401 Unauthorized',
    ],
    source: 'RFC 9110 sections 15.5.2 to 15.5.4',
  },
  {
    name: 'credential_helper',
    class: 'auth',
    seenWith: 'kubelet credential provider plug-ins, docker credential helpers',
    match: {
      any: [
        'error getting credentials',
        'credential provider plugin',
        'external registry credential provider',
        'docker-credential-*',
        'invalid auth configuration',
        'unable to retrieve some image pull secrets',
        'inaccessibleimage:',
        'bad credentials',
        'invalid credentials',
      ],
    },
    examples: [
      'error getting credentials - err: exec: "docker-credential-acme": executable file not found in $PATH, out: ``',
      'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
    ],
    source:
      'docker/docker-credential-helpers client/client.go; kubernetes/kubernetes pkg/kubelet/kubelet_pods.go (getPullSecretsForPod)',
  },
  {
    name: 'auth_grpc_code',
    class: 'auth',
    also: OR_ABSENT,
    seenWith: 'containerd 2.x',
    match: { grpc: ['Unauthenticated', 'PermissionDenied'] },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = PermissionDenied desc =',
    ],
    source: 'grpc/grpc doc/statuscodes.md (UNAUTHENTICATED, PERMISSION_DENIED)',
  },
  {
    name: 'no_credentials_hint',
    class: 'auth',
    also: OR_ABSENT,
    certainty: 'generic',
    seenWith: 'kubelet before 1.6',
    match: { any: ['because there are no credentials on this request'] },
    examples: [
      'image pull failed for registry.acme.test/shop/api, this may be because there are no credentials on this request. details: (Error: image shop/api:latest not found)',
    ],
    source: 'kubernetes/kubernetes pkg/kubelet/dockertools/docker.go (release 1.5)',
  },
];

/** Single words that only say that something was refused. Tried after what is known to be absent. */
export const AUTH_FALLBACK_RULES: readonly PullErrorRule[] = [
  {
    name: 'auth_words',
    class: 'auth',
    also: OR_ABSENT,
    certainty: 'generic',
    seenWith: 'every registry',
    match: {
      any: [
        'unauthorized',
        'access denied',
        'forbidden',
        'not authorized',
        'authentication failed',
        'anonymous users are only allowed',
        'not logged in',
        'accessdenied',
        'accessdeniedexception',
        'insufficient permissions',
        ': denied',
      ],
      aboutPull: true,
    },
    examples: ['unknown: Forbidden', 'CannotPullContainerError: AccessDeniedException'],
    source: 'RFC 9110 sections 15.5.2 and 15.5.4 (reason phrases)',
  },
];
