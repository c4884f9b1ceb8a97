import type { Mechanism } from './mechanism.js';

/** The registry does not let this reader in. */
export const AUTH_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'auth',
    title: 'The registry refuses the credential, or there is none',
    meaning:
      'The registry asked who is pulling and did not accept the answer: the pod has no pull secret, the secret is in another namespace, is for another host, has expired, or may not read this repository. Docker Hub, Artifact Registry, GitLab and Quay answer the same for repositories that do not exist, so look whether the tag is there before you touch credentials.',
    diagnosis: [
      {
        title: 'See which pull secrets the pod has, from its own list and from its service account',
        command:
          'kubectl -n "$NAMESPACE" get pod "$POD" -o jsonpath=\'{.spec.imagePullSecrets[*].name}{"\\n"}{.spec.serviceAccountName}{"\\n"}\'',
      },
      {
        title: 'See whether those secrets are in this namespace and of the right type',
        command: 'kubectl -n "$NAMESPACE" get secrets --field-selector type=kubernetes.io/dockerconfigjson',
      },
      {
        title: 'See which hosts a secret is for, without its credentials',
        command:
          "kubectl -n \"$NAMESPACE\" get secret regcred -o jsonpath='{.data.\\.dockerconfigjson}' | base64 -d | jq '.auths | keys'",
      },
      {
        title: 'Try the credential outside the cluster',
        command: 'crane auth login "$REGISTRY" && crane digest "$IMAGE"',
      },
    ],
    fixes: [
      {
        title: 'Create the pull secret in the namespace of the pod',
        detail:
          'A pod can only use secrets of its own namespace. The server must be the host as the image writes it; for Docker Hub it is `https://index.docker.io/v1/`.',
        command:
          'kubectl -n "$NAMESPACE" create secret docker-registry regcred --docker-server="$REGISTRY" --docker-username="$REGISTRY_USER" --docker-password="$REGISTRY_TOKEN"',
      },
      {
        title: 'Give the secret to the pod',
        detail: 'For this workload alone, name it in the pod template.',
        patch: 'spec:\n  template:\n    spec:\n      imagePullSecrets:\n        - name: regcred',
      },
      {
        title: 'Give the secret to every pod of a service account',
        detail: 'Pods made from now on get it; running ones keep what they have.',
        command:
          'kubectl -n "$NAMESPACE" patch serviceaccount "$SERVICE_ACCOUNT" -p \'{"imagePullSecrets": [{"name": "regcred"}]}\'',
      },
      {
        title: 'Copy the secret from the namespace that has it',
        detail:
          'Secrets do not cross namespaces; an operator such as External Secrets can keep the copies equal.',
        command:
          'kubectl -n "<other-namespace>" get secret regcred -o json | jq \'del(.metadata["namespace","uid","resourceVersion","creationTimestamp","ownerReferences"])\' | kubectl -n "$NAMESPACE" apply -f -',
      },
      {
        title: 'Renew an expired credential',
        detail:
          'ECR passwords live 12 hours: let nodes pull with their instance role (kubelet credential provider), or renew the secret on a schedule.',
        command:
          'kubectl -n "$NAMESPACE" create secret docker-registry regcred --docker-server="$REGISTRY" --docker-username=AWS --docker-password="$(aws ecr get-login-password)" --dry-run=client -o yaml | kubectl apply -f -',
      },
      {
        title: 'Grant the reader access to this repository',
        detail:
          'The account behind the credential needs pull rights on the repository: `AcrPull` (ACR), `roles/artifactregistry.reader` (Artifact Registry), `ecr:BatchGetImage` and `ecr:GetDownloadUrlForLayer` (ECR), `read:packages` (GHCR), `read_registry` (GitLab).',
      },
    ],
  },
  {
    class: 'rate_limit',
    title: 'The registry limits how often it may be pulled from',
    meaning:
      "The registry answered 429: too many pulls from this account or, without an account, from this address. All nodes behind one egress address share the anonymous allowance. The kubelet's own limit is another class, `node_throttle`.",
    diagnosis: [
      {
        title: 'Ask Docker Hub what is left for this address',
        command:
          'TOKEN=$(curl -s "https://auth.docker.io/token?service=registry.docker.io&scope=repository:ratelimitpreview/test:pull" | jq -r .token); curl -sI -H "Authorization: Bearer $TOKEN" https://registry-1.docker.io/v2/ratelimitpreview/test/manifests/latest | grep -i ratelimit',
      },
      {
        title: 'See how many pods pull from this registry and always pull anew',
        command:
          'kubectl get pods -A -o json | jq -r --arg r "$REGISTRY" \'.items[].spec.containers[] | select(.image | startswith($r)) | [.imagePullPolicy, .image] | @tsv\' | sort | uniq -c | sort -rn | head',
      },
    ],
    fixes: [
      {
        title: 'Pull with an account',
        detail: 'Accounts have an allowance of their own, larger than that of an address.',
        command:
          'kubectl -n "$NAMESPACE" create secret docker-registry hub --docker-server=https://index.docker.io/v1/ --docker-username="$REGISTRY_USER" --docker-password="$REGISTRY_TOKEN" && kubectl -n "$NAMESPACE" patch serviceaccount "$SERVICE_ACCOUNT" -p \'{"imagePullSecrets": [{"name": "hub"}]}\'',
      },
      {
        title: 'Pull through a cache of your own',
        detail: 'Every node asks the mirror first, and the mirror asks the registry once per image.',
        patch:
          '# /etc/containerd/certs.d/docker.io/hosts.toml\nserver = "https://registry-1.docker.io"\n\n[host."https://mirror.acme.test"]\n  capabilities = ["pull", "resolve"]',
      },
      {
        title: 'Do not ask again for what the node has',
        detail:
          'With a fixed tag or a digest, `IfNotPresent` pulls once per node; `:latest` without a policy means `Always`.',
        patch:
          '          image: "$REGISTRY/$REPOSITORY@sha256:<digest>"\n          imagePullPolicy: IfNotPresent',
      },
    ],
  },
];
