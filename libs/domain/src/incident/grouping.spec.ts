import { describe, expect, it } from 'vitest';
import type { ContainerFailure } from '../evidence/snapshot.js';
import { groupFailure } from './grouping.js';

function failure(fields: Partial<ContainerFailure>): ContainerFailure {
  return {
    id: 'c1',
    cluster: 'prod-eu',
    namespace: 'shop',
    pod: 'api-1',
    container: 'api',
    workload: null,
    node: 'node-1',
    nodeArch: null,
    runtime: null,
    image: 'ghcr.io/acme/api:1.0',
    reason: 'ErrImagePull',
    message: 'ghcr.io/acme/api:1.0: not found',
    pullPolicy: null,
    serviceAccount: null,
    deployedFrom: null,
    pullSecrets: null,
    firstSeenAt: '2026-03-02T12:00:00.000Z',
    lastSeenAt: '2026-03-02T12:00:00.000Z',
    recoveredAt: null,
    ...fields,
  };
}

const NOT_FOUND =
  'rpc error: code = NotFound desc = failed to resolve reference "ghcr.io/acme/api:1.0": ghcr.io/acme/api:1.0: not found';
const NO_ROUTE =
  'failed to do request: Head "https://ghcr.io/v2/acme/api/manifests/1.0": dial tcp 10.0.0.1:443: i/o timeout';

describe('groupFailure', () => {
  it('is one group for one missing image, across clusters, namespaces and spellings', () => {
    const key = groupFailure(failure({ message: NOT_FOUND })).key;
    expect(
      groupFailure(failure({ message: NOT_FOUND, cluster: 'prod-us', namespace: 'x', pod: 'y' })).key,
    ).toBe(key);
    const hub = groupFailure(failure({ image: 'nginx:1.27', message: 'manifest unknown' })).key;
    expect(
      groupFailure(failure({ image: 'docker.io/library/nginx:1.27', message: 'manifest unknown' })).key,
    ).toBe(hub);
  });

  it('does not change while the kubelet flips between error and back-off with its cause', () => {
    const backOff = `Back-off pulling image "ghcr.io/acme/api:1.0": ErrImagePull: ${NOT_FOUND}`;
    expect(groupFailure(failure({ reason: 'ImagePullBackOff', message: backOff })).key).toBe(
      groupFailure(failure({ message: NOT_FOUND })).key,
    );
  });

  it('is one group for all images of an unreachable host in a cluster', () => {
    const key = groupFailure(failure({ message: NO_ROUTE })).key;
    expect(
      groupFailure(
        failure({ message: NO_ROUTE.replace('acme/api', 'acme/web'), image: 'ghcr.io/acme/web:2' }),
      ).key,
    ).toBe(key);
    expect(groupFailure(failure({ message: NO_ROUTE, cluster: 'prod-us' })).key).not.toBe(key);
  });

  it('is one group for all images of a host whose credential has expired, in a cluster', () => {
    const expired = 'denied: Your authorization token has expired. Reauthenticate and try again.';
    const { key } = groupFailure(failure({ message: expired }));
    expect(groupFailure(failure({ message: expired, image: 'ghcr.io/acme/web:2', namespace: 'x' })).key).toBe(
      key,
    );
    expect(groupFailure(failure({ message: expired, cluster: 'prod-us' })).key).not.toBe(key);
    expect(groupFailure(failure({ message: expired, image: 'quay.io/acme/web:2' })).key).not.toBe(key);
    expect(groupFailure(failure({ message: 'unexpected status: 401 Unauthorized' })).key).not.toBe(key);
  });

  it('is one group for a node without room', () => {
    const full = 'write /var/lib/containerd/x: no space left on device';
    const key = groupFailure(failure({ message: full })).key;
    expect(groupFailure(failure({ message: full, image: 'redis:7' })).key).toBe(key);
    expect(groupFailure(failure({ message: full, node: 'node-2' })).key).not.toBe(key);
  });

  it('takes what is no image reference as it is written', () => {
    expect(
      groupFailure(failure({ image: 'ghcr.io/Acme/API:1', message: 'invalid reference format' })).reference,
    ).toBe('ghcr.io/Acme/API:1');
  });
});
