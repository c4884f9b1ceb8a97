import type { ContainerFailure } from '../evidence/snapshot.js';
import { parseImageReference } from '../image/index.js';
import { classifyPullError, familyOf, type PullError, saysExpired } from '../pull-error/index.js';

/** What a container's failure is grouped by, and what an incident shows of it. */
export interface Grouping {
  /** Equal for failures that have one cause. Contains neither reason nor message: those flip. */
  readonly key: string;
  readonly error: PullError;
  /** Canonical reference, or the text as written where it is none. */
  readonly reference: string;
}

const HOST_CLASSES = new Set(['dns', 'network', 'tls', 'registry_error', 'rate_limit']);
const NODE_CLASSES = new Set(['node_storage', 'node_throttle']);

/**
 * Groups failures so that one cause is one incident: an unreachable or rate-limiting host, and one whose
 * credential has expired, once per cluster, a sick node once per node, everything else once per image and family of errors.
 */
export function groupFailure(failure: ContainerFailure): Grouping {
  const error = classifyPullError(failure);
  const parsed = parseImageReference(failure.image);
  const reference = parsed.ok ? parsed.reference.canonical : failure.image;
  const host = error.host ?? (parsed.ok ? parsed.reference.registry : null);
  return { key: JSON.stringify(keyParts(failure, error, reference, host)), error, reference };
}

function keyParts(failure: ContainerFailure, error: PullError, reference: string, host: string | null) {
  if (host && error.class === 'auth' && saysExpired(error)) return ['host', 'expired', failure.cluster, host];
  if (host && HOST_CLASSES.has(error.class)) return ['host', error.class, failure.cluster, host];
  if (failure.node && NODE_CLASSES.has(error.class))
    return ['node', error.class, failure.cluster, failure.node];
  return ['image', familyOf(error.class), reference];
}
