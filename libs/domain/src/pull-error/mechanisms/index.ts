import type { PullErrorClass } from '../types.js';
import { ABSENT_MECHANISMS } from './absent.js';
import { AUTH_MECHANISMS } from './auth.js';
import { CONTENT_MECHANISMS } from './content.js';
import type { Mechanism } from './mechanism.js';
import { NODE_MECHANISMS } from './node.js';
import { PLATFORM_MECHANISMS } from './platform.js';
import { REACHABILITY_MECHANISMS } from './reachability.js';
import { UNDECIDED_MECHANISMS } from './undecided.js';

export { type DiagnosisStep, type Mechanism, PLACEHOLDERS } from './mechanism.js';

/** Every class's mechanism, in the order the documentation lists them. */
export const MECHANISMS: readonly Mechanism[] = [
  ...ABSENT_MECHANISMS,
  ...AUTH_MECHANISMS,
  ...PLATFORM_MECHANISMS,
  ...REACHABILITY_MECHANISMS,
  ...NODE_MECHANISMS,
  ...CONTENT_MECHANISMS,
  ...UNDECIDED_MECHANISMS,
];

const BY_CLASS = new Map(MECHANISMS.map((mechanism) => [mechanism.class, mechanism]));

/** What a class of pull errors means, how to make sure of it, and what to do. Every class has one. */
export function mechanismOf(pullErrorClass: PullErrorClass): Mechanism {
  const mechanism = BY_CLASS.get(pullErrorClass);
  if (mechanism === undefined) throw new Error(`no mechanism for class ${pullErrorClass}`);
  return mechanism;
}
