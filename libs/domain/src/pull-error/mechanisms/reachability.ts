import type { Mechanism } from './mechanism.js';

/** The node and the registry do not get to talk to each other. */
export const REACHABILITY_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'dns',
    title: "The registry's name does not resolve",
    meaning:
      "The node could not turn a host name into an address. If only this image fails the host is probably misspelled; if everything fails on one node, the node's resolver is the trouble. Nodes do not use the cluster's DNS: a name that only CoreDNS knows does not exist for a pull.",
    diagnosis: [
      {
        title: 'Resolve the name on the node',
        command:
          'kubectl debug "node/$NODE" -it --image=busybox:1.36 -- chroot /host getent hosts "$REGISTRY"',
      },
      {
        title: "Read the node's resolver",
        command: 'kubectl debug "node/$NODE" -it --image=busybox:1.36 -- cat /host/etc/resolv.conf',
      },
    ],
    fixes: [
      {
        title: 'Correct a misspelled host',
        detail: 'Compare the host with that of images that do pull.',
        patch: '          image: "$REGISTRY/$REPOSITORY:$TAG"',
      },
      {
        title: "Repair the node's resolver",
        detail:
          "The name servers in the node's /etc/resolv.conf must answer, and port 53 must be open to them, also over TCP.",
        command: 'resolvectl query "$REGISTRY"; systemctl restart systemd-resolved',
      },
      {
        title: 'Publish an internal registry in the DNS that nodes use',
        detail:
          "Service names of the cluster do not resolve on nodes: use an address record, an ingress host, or containerd's hosts.toml.",
      },
    ],
  },
  {
    class: 'network',
    title: 'The registry cannot be reached',
    meaning:
      'The name resolves, and the connection is refused, reset, times out or breaks off: a firewall, a proxy, a route, or a service that is down. A bare `context deadline exceeded` without an address means that the whole pull took longer than the client waits.',
    diagnosis: [
      {
        title: 'Try the registry from the node; 200 and 401 both mean that it answers',
        command:
          'kubectl debug "node/$NODE" -it --image=curlimages/curl:8.10.1 -- curl -sS -o /dev/null -w "%{http_code} %{time_total}s\\n" "https://$REGISTRY/v2/"',
      },
      {
        title: 'See which proxy the runtime uses',
        command: 'systemctl show containerd --property=Environment',
      },
      {
        title: 'See whether one node or all of them are affected',
        command:
          "kubectl get events -A --field-selector reason=Failed -o json | jq -r '.items[] | [.source.host, .message] | @tsv' | cut -c1-160 | sort | uniq -c | sort -rn | head",
      },
    ],
    fixes: [
      {
        title: 'Open the way to every host a pull needs',
        detail:
          'A pull talks to the registry, to its token service and to its blob store: Docker Hub needs registry-1.docker.io, auth.docker.io and production.cloudflare.docker.com on port 443.',
      },
      {
        title: 'Set the proxy for the runtime',
        detail: "The runtime does not read the shell's variables. Exempt internal registries with NO_PROXY.",
        patch:
          '# /etc/systemd/system/containerd.service.d/http-proxy.conf\n[Service]\nEnvironment="HTTPS_PROXY=http://proxy.acme.test:3128"\nEnvironment="NO_PROXY=localhost,127.0.0.1,10.0.0.0/8,.svc,.acme.test"',
        command: 'systemctl daemon-reload && systemctl restart containerd',
      },
      {
        title: 'Allow more time for a large image',
        detail:
          "Raise the runtime's progress limit (containerd `image_pull_progress_timeout`), or make the image smaller.",
      },
    ],
  },
  {
    class: 'tls',
    title: 'The TLS connection to the registry is not trusted',
    meaning:
      'The registry was reached, and the node does not accept its certificate, or one side does not speak TLS at all: a private authority the node does not know, an expired certificate or a wrong node clock, a certificate for another name, or plain HTTP where HTTPS is expected.',
    diagnosis: [
      {
        title: 'Look at the certificate the registry shows',
        command:
          'openssl s_client -connect "$REGISTRY:443" -servername "$REGISTRY" </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName',
      },
      {
        title: "Check the node's clock",
        command: 'kubectl debug "node/$NODE" -it --image=busybox:1.36 -- date -u',
      },
    ],
    fixes: [
      {
        title: "Give the nodes the registry's authority",
        detail:
          'On every node, for containerd. CRI-O and dockerd read `/etc/containers/certs.d/$REGISTRY/ca.crt` and `/etc/docker/certs.d/$REGISTRY/ca.crt`.',
        patch:
          '# /etc/containerd/certs.d/$REGISTRY/hosts.toml\nserver = "https://$REGISTRY"\n\n[host."https://$REGISTRY"]\n  ca = "/etc/containerd/certs.d/$REGISTRY/ca.crt"',
        command:
          'install -D -m 0644 ca.crt "/etc/containerd/certs.d/$REGISTRY/ca.crt" && systemctl restart containerd',
      },
      {
        title: 'Renew the certificate, or set the clock',
        detail: 'Expired for everyone: renew it. Expired on one node only: its clock is wrong.',
        command: 'timedatectl set-ntp true && chronyc makestep',
      },
      {
        title: 'Use the name the certificate is for',
        detail:
          "The host in the reference must be among the certificate's subject alternative names; the common name does not count.",
      },
      {
        title: 'Allow plain HTTP for this one registry',
        detail:
          'Only for a registry in a network you trust: name the scheme, so that containerd does not try TLS.',
        patch:
          '# /etc/containerd/certs.d/$REGISTRY/hosts.toml\nserver = "http://$REGISTRY"\n\n[host."http://$REGISTRY"]\n  capabilities = ["pull", "resolve"]',
      },
    ],
  },
  {
    class: 'registry_error',
    title: 'The registry answers with an error of its own',
    meaning:
      "The registry, or a proxy in front of it, answered 5xx or something that is no registry's answer. Neither the image nor the credential is known to be wrong. It usually passes; the kubelet keeps trying, every five minutes at the latest.",
    diagnosis: [
      {
        title: 'Ask for the same manifest',
        command:
          'curl -sS -i -H "Accept: application/vnd.oci.image.index.v1+json" "https://$REGISTRY/v2/$REPOSITORY/manifests/$TAG" | head -20',
      },
      {
        title: "Look at the operator's status page",
        command: 'curl -sS "https://status.$REGISTRY/" | head -5',
      },
    ],
    fixes: [
      {
        title: 'Wait, then let the pod try at once',
        detail: "A new pod does not wait for the old one's back-off.",
        command: 'kubectl -n "$NAMESPACE" delete pod "$POD"',
      },
      {
        title: 'Pull from a mirror',
        detail: 'A pull-through cache keeps serving what it has while the registry is down.',
      },
      {
        title: 'Tell the operator of the registry',
        detail: 'Give the time, the path and the status. A body in HTML points at a proxy.',
      },
    ],
  },
];
