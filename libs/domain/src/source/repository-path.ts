const SCP_LIKE = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(\S+)$/;
const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?([^/\s]+)\/(\S+)$/i;

/** The host and the `owner/name` (or group) path of a clone or web address. */
export interface RepositoryAddress {
  readonly host: string;
  readonly path: string;
}

/**
 * Reads `https://host/owner/name.git`, `ssh://git@host:22/owner/name.git`, `git@host:owner/name.git`
 * and a web address of the repository. Letter case is kept, since the path is shown as the sender
 * writes it. `null` when it is none of them.
 */
export function readRepositoryAddress(url: string | null | undefined): RepositoryAddress | null {
  const text = url?.trim() ?? '';
  if (text.length > MAX_ADDRESS) return null;
  const [, host, rest] = URL_LIKE.exec(text) ?? SCP_LIKE.exec(text) ?? [];
  if (host === undefined || rest === undefined) return null;
  const path = (rest.split(/[?#]/)[0] ?? '')
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  return path === '' ? null : { host: host.toLowerCase(), path };
}

/** Longer than any URL a browser or git accepts in practice. */
const MAX_ADDRESS = 4_096;

/** The path of `readRepositoryAddress`, or the text itself when it already is `owner/name`. */
export function repositoryPathOf(text: string | null | undefined): string | null {
  const plain = text?.trim() ?? '';
  const address = readRepositoryAddress(plain);
  if (address !== null) return address.path;
  return /^[^\s:/]+(?:\/[^\s:/]+)+$/.test(plain) ? plain.replace(/\.git$/, '') : null;
}
