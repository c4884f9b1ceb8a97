import type { PullErrorRule } from '../rule.js';

const X509 = 'Go crypto/x509 verify.go';

/** The node and the registry, or something between them, do not agree on TLS. */
export const TLS_RULES: readonly PullErrorRule[] = [
  {
    name: 'tls_handshake_timeout',
    class: 'network',
    also: ['tls'],
    seenWith: 'every Go client',
    match: { any: ['tls handshake timeout'] },
    examples: [
      'Error response from daemon: Get "https://registry.acme.test/v2/": net/http: TLS handshake timeout',
    ],
    source: 'Go net/http transport.go (tlsHandshakeTimeoutError)',
  },
  {
    name: 'unknown_authority',
    class: 'tls',
    certificate: 'unknown_authority',
    seenWith: 'every Go client',
    match: {
      any: [
        'certificate signed by unknown authority',
        'signed by unknown authority',
        'certificate is not trusted',
        'self signed certificate',
        'self-signed certificate',
        'unable to get local issuer certificate',
        'unknown certificate authority',
      ],
    },
    examples: [
      'failed to do request: Head "https://registry.acme.test/v2/shop/api/manifests/1.8.3": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    source: `${X509} (UnknownAuthorityError)`,
  },
  {
    name: 'certificate_not_yet_valid',
    class: 'tls',
    certificate: 'not_yet_valid',
    seenWith: 'Go clients since 1.15; usually a node whose clock is behind',
    match: { any: ['certificate has expired or is not yet valid: current time … is before'] },
    examples: [
      'Get "https://registry.acme.test/v2/": x509: certificate has expired or is not yet valid: current time 2020-03-01T10:00:00Z is before 2026-02-28T00:00:00Z',
    ],
    source: `${X509} (CertificateInvalidError, Expired)`,
  },
  {
    name: 'certificate_expired',
    class: 'tls',
    certificate: 'expired',
    seenWith: 'every Go client',
    match: {
      any: ['certificate has expired', 'is not yet valid', 'certificate expired', 'expired certificate'],
    },
    examples: [
      'Get "https://registry.acme.test/v2/": x509: certificate has expired or is not yet valid: current time 2026-03-01T10:00:00Z is after 2026-02-28T00:00:00Z',
    ],
    source: `${X509} (CertificateInvalidError, Expired)`,
  },
  {
    name: 'certificate_name',
    class: 'tls',
    certificate: 'name_mismatch',
    seenWith: 'every Go client',
    match: {
      any: [
        'certificate is valid for',
        'certificate is not valid for',
        'certificate relies on legacy common name',
        "doesn't contain any ip sans",
        'not valid for any names',
        'cannot validate certificate for',
      ],
    },
    examples: [
      'Get "https://registry.acme.test/v2/": x509: certificate is valid for ingress.local, not registry.acme.test',
      'Get "https://10.0.0.5:5000/v2/": x509: cannot validate certificate for 10.0.0.5 because it doesn\'t contain any IP SANs',
    ],
    source: `${X509} (HostnameError)`,
  },
  {
    name: 'plain_http',
    class: 'tls',
    certificate: 'plain_http',
    seenWith: 'every Go client; containerd without a hosts.toml for the registry',
    match: {
      any: [
        'server gave http response to https client',
        'first record does not look like a tls handshake',
        'plain http request was sent to https port',
        'sent an http request to an https server',
        'malformed http response',
      ],
    },
    examples: [
      'Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client',
      'Get "https://registry.acme.test/v2/": tls: first record does not look like a TLS handshake',
    ],
    source: 'Go net/http transport.go, server.go; crypto/tls conn.go (RecordHeaderError)',
  },
  {
    name: 'certificate_files',
    class: 'tls',
    certificate: 'configuration',
    seenWith: 'containerd hosts.toml, /etc/docker/certs.d',
    match: {
      any: [
        'failed to load x509 key pair',
        'failed to find any pem data',
        'unable to load ca',
        'failed to load ca file',
        'missing client certificate',
        'private key does not match public key',
        'failed to append ca',
        '/certs.d/* … permission denied',
      ],
    },
    examples: [
      'failed to resolve reference "registry.acme.test/shop/api:1.8.3": failed to load X509 key pair: tls: failed to find any PEM data in certificate input',
    ],
    source:
      'containerd/containerd core/remotes/docker/config/hosts.go; moby/moby registry/registry.go (ReadCertsDirectory)',
  },
  {
    name: 'x509_other',
    class: 'tls',
    certificate: 'other',
    seenWith: 'every Go client',
    match: {
      any: ['x509: *', 'tls: failed to verify certificate', 'tls: failed to parse certificate'],
    },
    examples: ['Get "https://registry.acme.test/v2/": x509: negative serial number'],
    source: 'Go crypto/x509 (error prefix)',
  },
  {
    name: 'tls_alert',
    class: 'tls',
    also: ['network'],
    certificate: 'handshake',
    seenWith: 'every Go client; proxies that break TLS',
    match: {
      any: [
        'remote error: tls: *',
        'local error: tls: *',
        'tls: *',
        'handshake failure',
        'wrong version number',
        'ssl_error',
        'ssl routines',
      ],
    },
    examples: [
      'Error response from daemon: Get "https://registry.acme.test/v2/": remote error: tls: handshake failure',
    ],
    source: 'Go crypto/tls alert.go',
  },
];
