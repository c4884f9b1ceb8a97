/** What containerd 1.7 says when the registry has no such manifest. */
export const notFound = (image: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

/** What containerd 1.7 says when the index is there, and the manifest that it lists for the node is not. */
export const childMissing = (image: string, host: string, repository: string, digest: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to copy: httpReadSeeker: failed open: content at http://${host}/v2/${repository}/manifests/${digest} not found: not found`;

/** A pod that cannot pull its image, as an agent reports it. */
export function failingPod(image: string, message: string, at: Date): object {
  return {
    cluster: 'prod-eu',
    namespace: 'shop',
    pod: 'api-6c9f7d5b8-x2x4z',
    podUid: '0c1f6a52-57f5-4f0e-9a53-1f6d0f1f2a11',
    container: 'api',
    workload: { kind: 'Deployment', name: 'api' },
    node: 'prod-eu-node-1',
    nodeArch: 'arm64',
    runtime: 'containerd://1.7.22',
    image,
    reason: 'ErrImagePull',
    message,
    pullPolicy: 'IfNotPresent',
    serviceAccount: 'default',
    firstSeenAt: at.toISOString(),
    lastSeenAt: at.toISOString(),
    count: 1,
  };
}
