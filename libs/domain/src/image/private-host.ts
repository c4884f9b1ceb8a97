/**
 * Names that only resolve inside a network: RFC 6761 and RFC 6762 (`.localhost`, `.local`, `.test`),
 * RFC 8375 (`.home.arpa`), ICANN's reserved `.internal`, Kubernetes services, and habits.
 */
const PRIVATE_SUFFIX =
  /\.(?:local|localhost|localdomain|test|internal|intranet|lan|corp|home|home\.arpa|svc|svc\.cluster\.local)$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Whether a lower-case host, with or without port, is an address or a name of a private network. */
export function matchPrivateHost(host: string): boolean {
  if (host.startsWith('[')) return true;
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || IPV4.test(name) || !name.includes('.') || PRIVATE_SUFFIX.test(name);
}
