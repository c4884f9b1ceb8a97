import { matchPrivateHost } from './private-host.js';

/** Who runs the registry behind a host. */
export type RegistryKindName =
  | 'docker_hub'
  | 'ecr'
  | 'ecr_public'
  | 'gar'
  | 'gcr'
  | 'ghcr'
  | 'quay'
  | 'gitlab'
  | 'acr'
  | 'mcr'
  | 'registry_k8s_io'
  | 'jfrog'
  | 'aliyun'
  | 'openshift'
  | 'private'
  | 'other';

/** What the host's name, and the path behind it, give away. `null`: not said. */
export interface RegistryKind {
  readonly kind: RegistryKindName;
  /** The vendor's own name for it. */
  readonly title: string;
  /** Cloud account, project, registry or instance name. */
  readonly account: string | null;
  /** Region or location as the vendor writes it. */
  readonly region: string | null;
  /** Account or organisation that the path names. */
  readonly owner: string | null;
}

interface HostRule {
  readonly kind: RegistryKindName;
  readonly title: string;
  /** Named groups `account` and `region` are taken over. Matched against the host without its port. */
  readonly host: RegExp;
  /** What the first component of the path is in this registry. */
  readonly pathNames: 'owner' | 'account' | null;
  /** Vendor page that defines the host names. */
  readonly source: string;
}

/** Hosts by their vendors' documentation; the first match decides. */
export const REGISTRY_HOSTS: readonly HostRule[] = [
  {
    kind: 'docker_hub',
    title: 'Docker Hub',
    host: /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)$/,
    pathNames: 'owner',
    source: 'distribution/reference normalize.go',
  },
  {
    kind: 'ecr',
    title: 'Amazon ECR',
    host: /^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws)$/,
    pathNames: null,
    source: 'docs.aws.amazon.com/AmazonECR: private registry, dual-stack and FIPS endpoints',
  },
  {
    kind: 'ecr_public',
    title: 'Amazon ECR Public',
    host: /^public\.ecr\.aws$/,
    pathNames: 'owner',
    source: 'docs.aws.amazon.com/AmazonECR: public registries',
  },
  {
    kind: 'gar',
    title: 'Google Artifact Registry',
    host: /^(?<region>[a-z0-9-]+)-docker\.pkg\.dev$/,
    pathNames: 'account',
    source: 'cloud.google.com/artifact-registry: LOCATION-docker.pkg.dev/PROJECT/REPOSITORY',
  },
  {
    kind: 'registry_k8s_io',
    title: 'Kubernetes community registry',
    host: /^(?:registry\.k8s\.io|k8s\.gcr\.io)$/,
    pathNames: null,
    source: 'kubernetes/registry.k8s.io',
  },
  {
    kind: 'gcr',
    title: 'Google Container Registry',
    host: /^(?:(?<region>us|eu|asia|mirror)\.)?gcr\.io$/,
    pathNames: 'account',
    source: 'cloud.google.com/container-registry: hostnames',
  },
  {
    kind: 'ghcr',
    title: 'GitHub Container Registry',
    host: /^(?:ghcr\.io|docker\.pkg\.github\.com|containers\.(?<account>[a-z0-9-]+)\.ghe\.com)$/,
    pathNames: 'owner',
    source: 'docs.github.com/packages: working with the container registry',
  },
  { kind: 'quay', title: 'Quay', host: /^quay\.io$/, pathNames: 'owner', source: 'docs.quay.io' },
  {
    kind: 'gitlab',
    title: 'GitLab container registry',
    host: /^registry\.gitlab\.com$/,
    pathNames: 'owner',
    source: 'docs.gitlab.com: container registry',
  },
  {
    kind: 'acr',
    title: 'Azure Container Registry',
    host: /^(?<account>[a-z0-9-]+)(?:\.(?<region>[a-z0-9]+)\.data)?\.azurecr\.(?:io|cn|us)$/,
    pathNames: null,
    source: 'learn.microsoft.com/azure/container-registry: login server, dedicated data endpoints',
  },
  {
    kind: 'mcr',
    title: 'Microsoft Artifact Registry',
    host: /^mcr\.microsoft\.com$/,
    pathNames: null,
    source: 'github.com/microsoft/containerregistry',
  },
  {
    kind: 'jfrog',
    title: 'JFrog Artifactory Cloud',
    host: /^(?<account>[a-z0-9-]+)\.jfrog\.io$/,
    pathNames: null,
    source: 'jfrog.com/help: Docker repository path and subdomain methods',
  },
  {
    kind: 'aliyun',
    title: 'Alibaba Cloud Container Registry',
    host: /^(?:registry(?:-vpc|-internal|-intl)?|(?<account>[a-z0-9-]+?)(?:-registry)?(?:-vpc)?)\.(?<region>[a-z0-9-]+)(?:\.personal)?(?:\.cr)?\.aliyuncs\.com$/,
    pathNames: null,
    source: 'alibabacloud.com/help/acr: registry endpoints of the Personal and Enterprise editions',
  },
  {
    kind: 'openshift',
    title: 'OpenShift image registry',
    host: /^(?:image-registry\.openshift-image-registry|docker-registry\.default)\.svc(?:\.cluster\.local)?$|^default-route-openshift-image-registry\./,
    pathNames: 'owner',
    source: 'docs.openshift.com: accessing the registry',
  },
];

/**
 * Tells the registry behind a host name.
 *
 * @param host registry host, a port may follow
 * @param path repository path, for registries whose path starts with an account
 */
export function registryKind(host: string, path: string | null = null): RegistryKind {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const first = path?.includes('/') ? path.slice(0, path.indexOf('/')) : null;
  for (const rule of REGISTRY_HOSTS) {
    const match = rule.host.exec(name);
    if (!match) continue;
    return {
      kind: rule.kind,
      title: rule.title,
      account: match.groups?.account ?? (rule.pathNames === 'account' ? first : null),
      region: match.groups?.region ?? null,
      owner: rule.pathNames === 'owner' ? first : null,
    };
  }
  const nothingSaid = { account: null, region: null, owner: null };
  return matchPrivateHost(host.toLowerCase())
    ? { kind: 'private', title: 'a private registry', ...nothingSaid }
    : { kind: 'other', title: 'another registry', ...nothingSaid };
}
