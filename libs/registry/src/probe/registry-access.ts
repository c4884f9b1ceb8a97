/** A registry that the operator named, and who Pulltrace is there. */
export interface RegistryAccess {
  /** As image references write it, with its port: `docker.io`, `registry.acme.test:5000`. */
  readonly host: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Spoken to over plain HTTP. */
  readonly insecure: boolean;
}

/** Docker Hub's references name it `docker.io`; its API answers elsewhere (distribution/reference). */
const API_HOSTS: { readonly [host: string]: string } = { 'docker.io': 'registry-1.docker.io' };

/** Host of the registry's API. */
export const apiHostOf = ({ host }: Pick<RegistryAccess, 'host'>): string => API_HOSTS[host] ?? host;

/** Root of the registry's API. */
export const apiRootOf = (access: RegistryAccess): string =>
  `${access.insecure ? 'http' : 'https'}://${apiHostOf(access)}`;

/** The `Authorization` header of RFC 7617; `null` without a user. */
export function basicCredentials({ username, password }: RegistryAccess): string | null {
  if (username === undefined) return null;
  return `Basic ${Buffer.from(`${username}:${password ?? ''}`, 'utf8').toString('base64')}`;
}
