import type { PullErrorRule } from '../rule.js';

/** Names that do not resolve. */
export const DNS_RULES: readonly PullErrorRule[] = [
  {
    name: 'no_such_host',
    class: 'dns',
    seenWith: 'every Go client; glibc, musl and Windows resolvers',
    match: {
      any: [
        'no such host',
        'server misbehaving',
        'temporary failure in name resolution',
        'temporary error in name resolution',
        'name or service not known',
        'name does not resolve',
        'no address associated with hostname',
        'could not resolve host',
        'unable to resolve host',
        "couldn't resolve host",
        'nodename nor servname provided',
        'no answer from dns server',
        'cannot unmarshal dns message',
        'non-recoverable failure in name resolution',
        'getaddrinfo',
        'getaddrinfow:',
        'nxdomain',
        'servfail',
      ],
    },
    examples: [
      'failed to do request: Head "https://registry.acme.test/v2/shop/api/manifests/1.8.3": dial tcp: lookup registry.acme.test on 10.0.0.10:53: no such host',
      'Get "https://registry.acme.test/v2/": dial tcp: lookup registry.acme.test: Temporary failure in name resolution',
    ],
    source: 'Go net/net.go (DNSError), net/dnsclient.go; glibc gai_strerror',
  },
  {
    name: 'lookup_failed',
    class: 'dns',
    seenWith: 'every Go client',
    match: { any: ['dial tcp: lookup', 'dial tcp4: lookup', 'dial tcp6: lookup', ': lookup *', '^lookup'] },
    examples: [
      'Get "https://registry.acme.test/v2/": dial tcp: lookup registry.acme.test on 10.0.0.10:53: read udp 10.0.0.9:51150->10.0.0.10:53: i/o timeout',
      'Get "https://registry.acme.test/v2/": dial tcp: lookup registry.acme.test: device or resource busy',
    ],
    source: 'Go net/net.go (DNSError.Error)',
  },
];

/** Hosts that resolve and do not answer in time, or at all. */
export const NETWORK_RULES: readonly PullErrorRule[] = [
  {
    name: 'proxy',
    class: 'network',
    also: ['auth'],
    seenWith: 'every Go client behind HTTPS_PROXY',
    match: {
      any: [
        'proxyconnect tcp',
        'proxyconnect',
        'proxy authentication required',
        'authenticationrequired',
        '": forbidden',
        '/v2/: forbidden',
        '": bad request',
        '/v2/: bad request',
      ],
    },
    examples: [
      'failed to do request: Head "https://registry.acme.test/v2/shop/api/manifests/1.8.3": Forbidden',
      'Get "https://registry.acme.test/v2/": proxyconnect tcp: dial tcp 10.0.0.3:3128: connect: connection refused',
    ],
    source: 'Go net/http transport.go (dialConn): what the proxy answered to CONNECT, without its number',
  },
  {
    name: 'connection_failed',
    class: 'network',
    seenWith: 'every Go client',
    match: {
      any: [
        'connection refused',
        'connection reset',
        'no route to host',
        'network is unreachable',
        'network is down',
        'host is down',
        'host is unreachable',
        'connection timed out',
        'operation timed out',
        'i/o timeout',
        'broken pipe',
        'cannot assign requested address',
        'connectex:',
        'wsarecv:',
        'wsasend:',
        'forcibly closed by the remote host',
        'actively refused it',
        'use of closed network connection',
        'server closed idle connection',
        'http2: client connection lost',
        'client connection force closed',
        'server sent goaway',
        'stream error: stream id',
        'transport connection broken',
        'transport is closing',
        'stream terminated by rst_stream',
      ],
    },
    examples: [
      'failed to do request: Head "https://registry.acme.test/v2/shop/api/manifests/1.8.3": dial tcp 10.0.0.5:443: i/o timeout',
      'read tcp 10.0.0.9:50840->10.0.0.5:443: read: connection reset by peer',
    ],
    source: 'Go net (OpError), syscall error table, golang.org/x/net/http2',
  },
  {
    name: 'request_timeout',
    class: 'network',
    seenWith: 'every Go client',
    match: {
      any: [
        'client.timeout exceeded',
        'client.timeout or context cancellation',
        'net/http: request canceled',
        'timeout awaiting response headers',
        'request canceled while waiting for connection',
        'timeout exceeded while awaiting headers',
        'context deadline exceeded',
        'request timed out',
      ],
      none: ['because of no progress', 'cancel pulling image'],
    },
    examples: [
      'Error response from daemon: Get "https://registry.acme.test/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = context deadline exceeded',
    ],
    source: 'Go net/http client.go (timeoutError), context (DeadlineExceeded)',
  },
  {
    name: 'deadline_code',
    class: 'network',
    seenWith: 'CRI clients of every runtime',
    match: { grpc: ['DeadlineExceeded'] },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = DeadlineExceeded desc =',
    ],
    source: 'grpc/grpc doc/statuscodes.md (DEADLINE_EXCEEDED)',
  },
  {
    name: 'stream_cut',
    class: 'network',
    also: ['corrupt_content'],
    seenWith: 'every Go client',
    match: { any: ['unexpected eof', 'short read: expected', 'happened during read'] },
    examples: [
      'failed to copy: httpReadSeeker: failed open: unexpected EOF',
      'writing blob: storing blob to file "/var/tmp/storage1/3": happened during read: unexpected EOF',
    ],
    source:
      'Go io (ErrUnexpectedEOF); containerd/containerd core/content/helpers.go; containers/image copy/blob.go',
  },
];

/** The connection broke, or the registry could not be spoken to, and the text does not say why. */
export const NETWORK_FALLBACK_RULES: readonly PullErrorRule[] = [
  {
    name: 'timed_out_words',
    class: 'network',
    certainty: 'generic',
    seenWith: 'every runtime',
    match: { any: ['timed out', 'timeout exceeded'], aboutPull: true },
    examples: ['Failed to pull image "registry.acme.test/shop/api:1.8.3": the download timed out'],
    source: 'RFC 9110 section 15.5.9 (the words, not the status)',
  },
  {
    name: 'bare_eof',
    class: 'network',
    seenWith: 'every Go client',
    match: { any: [': eof', '^eof'] },
    examples: [
      'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://registry.acme.test/v2/shop/api/blobs/sha256:0c1d": EOF',
    ],
    source: 'Go io (EOF), net/http',
  },
  {
    name: 'registry_unavailable',
    class: 'network',
    also: ['registry_error'],
    seenWith: 'kubelet 1.20–1.34 with CRI-O',
    match: { any: ['because the registry is unavailable', 'registryunavailable'] },
    examples: [
      'image pull failed for registry.acme.test/shop/api:1.8.3 because the registry is unavailable: pinging container registry registry.acme.test: unreachable',
    ],
    source:
      'kubernetes/cri-api pkg/errors/errors.go (ErrRegistryUnavailable); kubernetes/kubernetes pkg/kubelet/images/image_manager.go',
  },
  {
    name: 'registry_unavailable_reason',
    class: 'network',
    also: ['registry_error'],
    seenWith: 'kubelet 1.20–1.34 with CRI-O',
    match: { reason: ['RegistryUnavailable'] },
    examples: [
      { reason: 'RegistryUnavailable', message: 'image pull failed for registry.acme.test/shop/api:1.8.3' },
    ],
    source: 'kubernetes/cri-api pkg/errors/errors.go (ErrRegistryUnavailable)',
  },
  {
    name: 'request_failed',
    class: 'network',
    also: ['dns'],
    certainty: 'generic',
    seenWith: 'containerd, CRI-O, dockerd',
    match: {
      any: [
        'failed to do request',
        'pinging container registry',
        'error pinging docker registry',
        'pinging docker registry',
        'unable to ping registry endpoint',
        'could not reach any registry endpoint',
        'ping attempt failed',
        'dial tcp',
        'read tcp',
        'write tcp',
      ],
    },
    examples: [
      'failed to resolve reference "registry.acme.test/shop/api:1.8.3": failed to do request: Head "https://registry.acme.test/v2/shop/api/manifests/1.8.3"',
    ],
    source:
      'containerd/containerd core/remotes/docker/resolver.go (doWithRetries); containers/image docker/docker_client.go (detectProperties)',
  },
];
