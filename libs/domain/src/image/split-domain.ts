/** Hub's own name, and the hosts that are the same registry under an older or an internal name. */
const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_SPELLINGS = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']);

/** A name taken apart at the first slash. */
export interface SplitName {
  /** `null`: the name has no host and means Docker Hub. */
  readonly domain: string | null;
  /** What follows the host, as written. */
  readonly rest: string;
}

/**
 * Docker's rule for what is a host: the part before the first `/` when it contains `.` or `:`, is
 * `localhost`, or is not lower case (`splitDockerDomain` of distribution/reference). A name without
 * `/` never has a host, so `registry.acme.test:5000` alone is a repository with a tag.
 */
export function splitDomain(name: string): SplitName {
  const slash = name.indexOf('/');
  if (slash < 0) return { domain: null, rest: name };
  const first = name.slice(0, slash);
  const isDomain = /[.:A-Z]/.test(first) || first === 'localhost';
  return isDomain ? { domain: first, rest: name.slice(slash + 1) } : { domain: null, rest: name };
}

/**
 * The registry a domain means: lower case, Docker Hub's spellings as `docker.io`. A bare upper-case
 * word stays as it is, because in lower case it would be read as a Docker Hub namespace.
 */
export function normaliseRegistry(domain: string | null): string {
  if (domain === null) return DOCKER_HUB;
  const lower = domain.toLowerCase();
  if (DOCKER_HUB_SPELLINGS.has(lower)) return DOCKER_HUB;
  return /[.:]/.test(domain) || lower === 'localhost' ? lower : domain;
}

/** Official images live under `library/` on Docker Hub, and only there. */
export function normalisePath(registry: string, path: string): string {
  return registry === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path;
}
