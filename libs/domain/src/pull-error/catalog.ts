import type { PullErrorRule } from './rule.js';
import { ABSENT_FALLBACK_RULES, ABSENT_RULES, CHILD_RULES } from './rules/absent.js';
import { AUTH_FALLBACK_RULES, AUTH_RULES } from './rules/auth.js';
import { CONTAINER_START_RULES } from './rules/container-start.js';
import { CONTENT_RULES } from './rules/content.js';
import { INTERRUPTION_RULES } from './rules/interruption.js';
import { NODE_POLICY_RULES } from './rules/node-policy.js';
import { DISK_RULES, INSPECT_RULES, NODE_RESOURCE_RULES, UNPACK_RULES } from './rules/node-storage.js';
import { OTHER_EVENT_RULES } from './rules/other-events.js';
import { PLATFORM_RULES } from './rules/platform.js';
import { DNS_RULES, NETWORK_FALLBACK_RULES, NETWORK_RULES } from './rules/reachability.js';
import { REFERENCE_RULES } from './rules/reference.js';
import { RATE_LIMIT_RULES, REGISTRY_ERROR_RULES, REGISTRY_FALLBACK_RULES } from './rules/registry-state.js';
import { BLOCKED_RULES, SIGNATURE_RULES } from './rules/signature.js';
import { TLS_RULES } from './rules/tls.js';

/**
 * Every rule, in the order they are tried. The order is part of the knowledge: platform texts end
 * in "not found", a token that cannot be fetched because of a time-out is no refused credential,
 * and a layer that is missing in the node's own store is missing nowhere else.
 */
export const PULL_ERROR_RULES: readonly PullErrorRule[] = [
  ...CONTAINER_START_RULES,
  ...OTHER_EVENT_RULES,
  ...REFERENCE_RULES,
  ...NODE_POLICY_RULES,
  ...SIGNATURE_RULES,
  ...PLATFORM_RULES,
  ...DISK_RULES,
  ...CONTENT_RULES,
  ...RATE_LIMIT_RULES,
  ...TLS_RULES,
  ...DNS_RULES,
  ...NETWORK_RULES,
  ...INTERRUPTION_RULES,
  ...UNPACK_RULES,
  ...NODE_RESOURCE_RULES,
  ...REGISTRY_ERROR_RULES,
  ...CHILD_RULES,
  ...AUTH_RULES,
  ...ABSENT_RULES,
  ...BLOCKED_RULES,
  ...AUTH_FALLBACK_RULES,
  ...ABSENT_FALLBACK_RULES,
  ...NETWORK_FALLBACK_RULES,
  ...REGISTRY_FALLBACK_RULES,
  ...INSPECT_RULES,
];
