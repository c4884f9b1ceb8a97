import type { PullErrorClass } from './types.js';

export const PULL_ERROR_FAMILIES = [
  'absent',
  'auth',
  'reachability',
  'platform',
  'content',
  'policy',
  'reference',
  'node',
  'not_pull',
  'unknown',
] as const;

/**
 * Who has to act, and where. `absent`: the publisher, something is not in the registry. `auth`: the
 * owner of a credential. `reachability`: the network or the registry's operator. `platform`: the
 * build, for another architecture. `content`: the publisher or the registry, bytes are wrong.
 * `policy`: the signer. `reference`: the manifest's author, nothing can be asked for. `node`: the
 * node's operator. `unknown`: nobody can tell from this text.
 */
export type PullErrorFamily = (typeof PULL_ERROR_FAMILIES)[number];

/**
 * A back-off that lost its cause is `unknown` and not a family of its own: the cause it hides
 * belongs to one of the others. `cancelled` is the node's: it gave up, for whatever reason.
 */
const FAMILY: Readonly<Record<PullErrorClass, PullErrorFamily>> = {
  not_found: 'absent',
  child_missing: 'absent',
  auth: 'auth',
  dns: 'reachability',
  network: 'reachability',
  tls: 'reachability',
  rate_limit: 'reachability',
  registry_error: 'reachability',
  arch_mismatch: 'platform',
  corrupt_content: 'content',
  signature_policy: 'policy',
  invalid_reference: 'reference',
  pull_policy: 'node',
  node_storage: 'node',
  node_throttle: 'node',
  cancelled: 'node',
  not_pull: 'not_pull',
  backoff_only: 'unknown',
  unknown: 'unknown',
};

/** The family of a class: coarse enough that one cause does not change it between two attempts. */
export function familyOf(pullErrorClass: PullErrorClass): PullErrorFamily {
  return FAMILY[pullErrorClass];
}
